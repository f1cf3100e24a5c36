package unroll.data.table;

import java.util.List;

/**
 * Numbers less their mean and divided by their deviation.
 *
 * @param deviation 0 where the training rows hold one number only: its input is 0 for any number
 */
record FittedNumbers(String column, double mean, double deviation) implements FittedColumn {
  FittedNumbers {
    if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation < 0) {
      throw new IllegalArgumentException(
          "column %s has mean %s and deviation %s".formatted(Excerpt.of(column), mean, deviation));
    }
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public List<String> inputs() {
    return List.of(column);
  }

  @Override
  public void encode(Row row, float[] inputs, int at) {
    double number = row.number(column);
    float input = deviation == 0 ? 0 : (float) ((number - mean) / deviation);
    if (!Float.isFinite(input)) {
      throw row.mistake(
          column,
          "found %s, expected a number nearer to the training rows (mean %s, deviation %s)"
              .formatted(Excerpt.quoted(row.value(column)), mean, deviation));
    }
    inputs[at] = input;
  }

  @Override
  public void encodeMissing(float[] inputs, int at) {
    inputs[at] = 0;
  }
}
