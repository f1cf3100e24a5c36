package unroll.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.training.Answers;
import unroll.training.Evaluator;
import unroll.training.Scorer;

/**
 * How well every next piece of the true translations is foreseen from the true ones before it.
 * Symbols that only fill a sentence up do not count, except in the loss.
 */
final class TranslationScorer implements Scorer {
  private static final String ACCURACY = "token-accuracy";

  private final OptionalInt pad;
  private long pieces;
  private long correct;
  private double nats;

  TranslationScorer(OptionalInt pad) {
    this.pad = pad;
  }

  @Override
  public void add(SequenceExample example, Answers answers) {
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
  public Map<String, Double> metrics(double loss) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(ACCURACY, (double) correct / pieces);
    metrics.put("loss", loss);
    metrics.put("perplexity", Math.exp(nats / pieces));
    return metrics;
  }

  @Override
  public List<String> rankings() {
    return List.of(ACCURACY);
  }
}
