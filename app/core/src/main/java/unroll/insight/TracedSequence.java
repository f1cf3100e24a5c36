package unroll.insight;

import java.util.Comparator;
import java.util.List;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.Topology;

/**
 * The sequence that a network is shown with, step by step.
 *
 * @param inputs what people call the symbols that go in; empty where only numbers do
 * @param answers what people call the labels
 * @param note where it is from, in words
 */
public record TracedSequence(
    DataShape shape,
    SequenceExample example,
    List<String> inputs,
    List<String> answers,
    String note) {

  /** Columns that a person looks through. */
  public static final int MOST_STEPS = 32;

  /** With some twenty moments of a training, a page of one or two megabytes. */
  public static final long MOST_PARAMETERS = 5_000;

  /**
   * The first sequence of the training data that is short enough; of a text its beginning.
   *
   * @param parameters of the network
   * @throws UserException if the network has two stacks or too many parameters, or the sequences
   *     are too long
   */
  public static TracedSequence of(
      BatchPlan training,
      DataShape shape,
      List<String> inputs,
      List<String> answers,
      long parameters) {
    if (shape.topology() == Topology.ENCODER_DECODER) {
      throw new UserException(
          "draws one stack of layers, this network has two (task.topology: encoder-decoder);"
              + " unroll inspect shows both after the training");
    } else if (parameters > MOST_PARAMETERS) {
      throw new UserException(
          ("a network of %,d parameters is too large to be drawn number by number; expected at"
                  + " most %,d")
              .formatted(parameters, MOST_PARAMETERS));
    }
    List<String> names = Inspector.outputNames(shape, answers);
    if (training.carriesState()) {
      SequenceExample text = InspectedSequences.of(training, shape, MOST_STEPS).get(0);
      int length = text.input().length();
      String note = "the first %,d steps of the training text".formatted(length);
      return new TracedSequence(shape, text, inputs, names, note);
    }
    List<SequenceExample> rows = training.rows(0, 0);
    for (int row = 0; row < rows.size(); row++) {
      if (shape.layout(rows.get(row)).steps() <= MOST_STEPS) {
        String note = "sequence %,d of the first training batch".formatted(row + 1);
        return new TracedSequence(shape, rows.get(row), inputs, names, note);
      }
    }
    int shortest =
        rows.stream()
            .map(row -> shape.layout(row).steps())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    throw new UserException(
        ("the shortest sequence of the first batch has %,d steps, too many to be drawn; expected"
                + " at most %,d")
            .formatted(shortest, MOST_STEPS));
  }
}
