package unroll.report;

import java.util.ArrayList;
import java.util.List;
import unroll.experiment.RunTable;

/**
 * What a run predicted of a split: how much of it was right, and the first examples of both kinds.
 *
 * @param inputColumns what examples are known by
 */
record Examples(
    List<String> inputColumns,
    long wrongCount,
    long rightCount,
    List<Example> wrong,
    List<Example> right) {
  private static final int LONGEST = 400;
  private static final String EXPECTED = "expected";
  private static final String PREDICTED = "predicted";
  private static final String PROBABILITY = "probability";

  /**
   * @param inputs a text a column
   * @param probability of what was predicted, empty where the table has none
   */
  record Example(List<String> inputs, String expected, String predicted, String probability) {}

  /**
   * @param most examples kept of either kind
   * @throws unroll.config.UserException if it is no table of predictions
   */
  static Examples read(RunTable table, int most) {
    Collector collector = new Collector(most);
    table.read(collector);
    return new Examples(
        collector.inputColumns,
        collector.wrongCount,
        collector.rightCount,
        collector.wrong,
        collector.right);
  }

  /** The first 400 characters. */
  static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + " ...";
  }

  private static final class Collector implements RunTable.Taker {
    private final int most;
    private final List<String> inputColumns = new ArrayList<>();
    private final List<Example> wrong = new ArrayList<>();
    private final List<Example> right = new ArrayList<>();
    private long wrongCount;
    private long rightCount;

    Collector(int most) {
      this.most = most;
    }

    @Override
    public void header(List<String> columns) {
      int inputs = columns.indexOf(EXPECTED);
      List<String> rest = columns.subList(Math.max(0, inputs), columns.size());
      if (inputs < 1
          || !(rest.equals(List.of(EXPECTED, PREDICTED))
              || rest.equals(List.of(EXPECTED, PREDICTED, PROBABILITY)))) {
        throw new IllegalArgumentException(
            "expected columns of the input, then expected, predicted and perhaps probability,"
                + " found "
                + columns);
      }
      inputColumns.addAll(columns.subList(0, inputs));
    }

    @Override
    public void row(List<String> cells) {
      int inputs = inputColumns.size();
      String expected = cells.get(inputs);
      String predicted = cells.get(inputs + 1);
      boolean isRight = expected.equals(predicted);
      List<Example> kept = isRight ? right : wrong;
      if (kept.size() < most) {
        String probability = cells.size() > inputs + 2 ? cells.get(inputs + 2) : "";
        kept.add(
            new Example(
                cells.subList(0, inputs).stream().map(Examples::shortened).toList(),
                shortened(expected),
                shortened(predicted),
                shortened(probability)));
      }
      if (isRight) {
        rightCount++;
      } else {
        wrongCount++;
      }
    }
  }
}
