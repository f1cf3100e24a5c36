package unroll.training;

import java.util.List;
import java.util.Map;
import unroll.data.SequenceExample;
import unroll.data.Symbols;

/** The share of symbols that were the most probable. */
final class CorrectAnswers implements Scorer {
  private long labels;
  private long correct;

  @Override
  public void add(SequenceExample example, Answers answers) {
    for (int label = 0; label < answers.length(); label++) {
      labels++;
      correct += answers.best(label) == ((Symbols) example.labels()).at(label) ? 1 : 0;
    }
  }

  @Override
  public Map<String, Double> metrics(double loss) {
    return Map.of("accuracy", (double) correct / labels);
  }

  @Override
  public List<String> rankings() {
    return List.of("accuracy");
  }
}
