package unroll.data.table;

import unroll.config.UserException;

/**
 * Mean and variance of a column in one pass (Welford, 1962). A column that is constant has variance
 * 0 exactly.
 */
final class NumberMoments implements ColumnFit {
  private final String column;
  private long count;
  private double mean;
  private double squares;

  NumberMoments(String column) {
    this.column = column;
  }

  @Override
  public void add(Row row) {
    double number = row.number(column);
    double before = number - mean;
    count++;
    mean += before / count;
    squares += before * (number - mean);
  }

  @Override
  public FittedColumn fitted() {
    if (count == 0) {
      throw new UserException("column " + Excerpt.of(column) + ": missing in every training row");
    }
    double deviation = Math.sqrt(squares / count);
    if (!Double.isFinite(deviation)) {
      throw new UserException(
          "column " + Excerpt.of(column) + ": its numbers are too large to standardize");
    }
    return new FittedNumbers(column, mean, deviation);
  }
}
