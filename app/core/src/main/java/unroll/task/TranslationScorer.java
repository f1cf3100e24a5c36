package unroll.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.network.RecurrentNetwork;
import unroll.training.Answers;
import unroll.training.Evaluator;
import unroll.training.Scorer;

/**
 * How well every next piece of the true translations is foreseen from the true ones before it, and
 * how near the network's own are to some of them. Symbols that only fill a sentence up do not
 * count, except in the loss.
 */
final class TranslationScorer implements Scorer {
  private static final String ACCURACY = "token-accuracy";

  private final OptionalInt pad;
  private final Optional<Writing> writing;
  private final List<SequenceExample> read = new ArrayList<>();
  private Map<String, Double> quality = Map.of();
  private long pieces;
  private long correct;
  private double nats;

  /** Has a network translate. */
  interface Writing {
    /** Names of the figures that models can be ranked by. */
    List<String> rankings();

    Map<String, Double> quality(RecurrentNetwork network, List<SequenceExample> examples);
  }

  /**
   * @param writing empty: what the network would write is not asked
   */
  TranslationScorer(OptionalInt pad, Optional<Writing> writing) {
    this.pad = pad;
    this.writing = writing;
  }

  @Override
  public void add(SequenceExample example, Answers answers) {
    read.add(example);
    Symbols expected = (Symbols) example.labels();
    for (int label = 0; label < answers.length(); label++) {
      int piece = expected.at(label);
      if (pad.isEmpty() || piece != pad.getAsInt()) {
        pieces++;
        correct += answers.best(label) == piece ? 1 : 0;
        nats -= Math.log(Math.max(answers.output(label, piece), Evaluator.SMALLEST));
      }
    }
  }

  @Override
  public void ask(RecurrentNetwork network) {
    quality = writing.map(asked -> asked.quality(network, read)).orElse(Map.of());
  }

  @Override
  public Map<String, Double> metrics(double loss) {
    Map<String, Double> metrics = new LinkedHashMap<>(quality);
    metrics.put(ACCURACY, (double) correct / pieces);
    metrics.put("loss", loss);
    metrics.put("perplexity", Math.exp(nats / pieces));
    return metrics;
  }

  @Override
  public List<String> rankings() {
    return Stream.concat(
            Stream.of(ACCURACY), writing.stream().flatMap(asked -> asked.rankings().stream()))
        .toList();
  }
}
