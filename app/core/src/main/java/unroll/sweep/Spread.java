package unroll.sweep;

import java.util.List;

/**
 * How values lie.
 *
 * @param mean NaN of none
 * @param deviation their standard deviation, with n - 1 below the sum: that of the source they come
 *     from, as these few show it; NaN of fewer than two
 */
public record Spread(double mean, double deviation) {
  static Spread of(List<Double> values) {
    int count = values.size();
    double mean = values.stream().mapToDouble(value -> value / count).sum();
    if (count == 0) {
      return new Spread(Double.NaN, Double.NaN);
    } else if (count == 1) {
      return new Spread(values.get(0), Double.NaN);
    }
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return new Spread(mean, Math.sqrt(squares / (count - 1)));
  }
}
