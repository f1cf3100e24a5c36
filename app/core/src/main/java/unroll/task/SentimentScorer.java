package unroll.task;

import java.util.List;
import java.util.Map;
import java.util.Set;
import unroll.data.SequenceExample;
import unroll.training.Answers;
import unroll.training.Scorer;

/**
 * How well the labels of a split's texts are found; and how well without the texts that stand in a
 * split before it too, if there are any.
 */
final class SentimentScorer implements Scorer {
  private final ClassScorer figures;
  private final List<LabeledText> texts;
  private final Set<String> alsoBefore;
  private int next;
  private int unseen;
  private int unseenCorrect;

  /**
   * @param texts behind the examples, in their order
   * @param alsoBefore identities of those that stand in a split before too
   */
  SentimentScorer(List<String> classes, List<LabeledText> texts, Set<String> alsoBefore) {
    this.figures = new ClassScorer(classes);
    this.texts = texts;
    this.alsoBefore = alsoBefore;
  }

  @Override
  public void add(SequenceExample example, Answers answers) {
    add(answers.outputs()[0]);
  }

  /** Takes in the probabilities of the next text's labels. */
  void add(double[] probabilities) {
    LabeledText text = texts.get(next++);
    figures.add(text.label(), probabilities);
    if (!alsoBefore.contains(text.identity())) {
      unseen++;
      int predicted = new Answers(new double[][] {probabilities}).best(0);
      unseenCorrect += predicted == text.label() ? 1 : 0;
    }
  }

  @Override
  public Map<String, Double> metrics(double loss) {
    return withUnseen(figures.metrics(loss));
  }

  /** The metrics of methods that have no loss too. */
  Map<String, Double> metrics() {
    return withUnseen(figures.metrics());
  }

  private Map<String, Double> withUnseen(Map<String, Double> metrics) {
    if (!alsoBefore.isEmpty()) {
      metrics.put("accuracy-unseen", (double) unseenCorrect / unseen);
    }
    return metrics;
  }

  @Override
  public List<String> rankings() {
    return figures.rankings();
  }

  @Override
  public Map<String, String> tables() {
    return figures.tables();
  }
}
