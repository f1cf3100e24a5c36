package unroll.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.training.Answers;
import unroll.training.Scorer;

/** How well the characters of a text are foreseen. */
final class CharacterScorer implements Scorer {
  private static final String ACCURACY = "accuracy";

  private long labels;
  private long correct;

  @Override
  public void add(SequenceExample example, Answers answers) {
    Symbols expected = (Symbols) example.labels();
    for (int label = 0; label < answers.length(); label++) {
      correct += answers.best(label) == expected.at(label) ? 1 : 0;
      labels++;
    }
  }

  @Override
  public Map<String, Double> metrics(double loss) {
    Map<String, Double> metrics = ofLoss(loss);
    metrics.put(ACCURACY, (double) correct / labels);
    return metrics;
  }

  @Override
  public List<String> rankings() {
    return List.of(ACCURACY);
  }

  /** The metrics that say the same as a loss. */
  static Map<String, Double> ofLoss(double loss) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("nats-per-character", loss);
    metrics.put("bits-per-character", loss / Math.log(2));
    metrics.put("perplexity", Math.exp(loss));
    return metrics;
  }
}
