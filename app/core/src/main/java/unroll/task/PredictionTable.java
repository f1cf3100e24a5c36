package unroll.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import unroll.data.Frames;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Vocabulary;
import unroll.training.Answers;
import unroll.training.Scorer;

/** A scorer of examples with one label each that also lists what was predicted of each. */
final class PredictionTable implements Scorer {
  private final Scorer scorer;
  private final List<String> classes;
  private final List<String> names;
  private final StringBuilder table =
      new StringBuilder("input\texpected\tpredicted\tprobability\n");
  private int next;

  /**
   * @param names what to call the examples, in their order
   */
  PredictionTable(Scorer scorer, List<String> classes, List<String> names) {
    this.scorer = scorer;
    this.classes = classes;
    this.names = names;
  }

  @Override
  public void add(SequenceExample example, Answers answers) {
    scorer.add(example, answers);
    double[] probabilities = ClassScorer.probabilities(answers.outputs()[0]);
    int best = new Answers(new double[][] {probabilities}).best(0);
    int expected =
        example.labels() instanceof Symbols symbols
            ? symbols.at(0)
            : Math.round(((Frames) example.labels()).at(0, 0));
    table
        .append(Vocabulary.escape(names.get(next++)))
        .append('\t')
        .append(Vocabulary.escape(classes.get(expected)))
        .append('\t')
        .append(Vocabulary.escape(classes.get(best)))
        .append(String.format(Locale.ROOT, "\t%.4f\n", probabilities[best]));
  }

  @Override
  public Map<String, Double> metrics(double loss) {
    return scorer.metrics(loss);
  }

  @Override
  public List<String> rankings() {
    return scorer.rankings();
  }

  @Override
  public Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>(scorer.tables());
    tables.put("predictions", table.toString());
    return tables;
  }
}
