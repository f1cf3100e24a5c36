package unroll.baseline;

/**
 * Finds the weights with the lowest loss by Newton's method, its linear system solved by conjugate
 * gradients as far as is worthwhile (Nocedal and Wright, Numerical Optimization, algorithm 7.1).
 */
final class NewtonMethod {
  /** Largest component of the gradient at which the optimum counts as reached. */
  static final double FLAT = 1e-9;

  private static final int MOST_STEPS = 500;
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double SMALLEST_STEP = 1e-12;

  /** Rounding of a loss, below which no decrease can be asked for. */
  private static final double ROUNDING = 1e-14;

  private NewtonMethod() {}

  /**
   * @throws ArithmeticException if the optimum is out of reach of a double's precision
   */
  static double[] minimize(SoftmaxLoss loss) {
    SoftmaxLoss.Point point = loss.at(new double[loss.weights()]);
    for (int step = 0; step < MOST_STEPS; step++) {
      if (largest(point.gradient()) <= FLAT) {
        return point.weights();
      }
      point = lineSearch(loss, point, direction(point));
    }
    throw new ArithmeticException(
        "no optimum after " + MOST_STEPS + " steps; a larger regularization may help");
  }

  private static double[] direction(SoftmaxLoss.Point point) {
    double[] direction = new double[point.gradient().length];
    double[] residual = sum(direction, -1, point.gradient());
    double[] search = residual.clone();
    double squares = SoftmaxLoss.dot(residual, residual);
    double norm = Math.sqrt(squares);
    double enough = Math.min(0.1, Math.sqrt(norm)) * norm;
    for (int round = 0; round < 2 * direction.length && Math.sqrt(squares) > enough; round++) {
      double[] curved = point.curvature(search);
      double curvature = SoftmaxLoss.dot(search, curved);
      if (!(curvature > 0)) {
        return round == 0 ? residual : direction;
      }
      double step = squares / curvature;
      direction = sum(direction, step, search);
      residual = sum(residual, -step, curved);
      double next = SoftmaxLoss.dot(residual, residual);
      search = sum(residual, next / squares, search);
      squares = next;
    }
    return direction;
  }

  private static SoftmaxLoss.Point lineSearch(
      SoftmaxLoss loss, SoftmaxLoss.Point from, double[] direction) {
    double slope = SoftmaxLoss.dot(from.gradient(), direction);
    double slack = ROUNDING * Math.max(1, Math.abs(from.value()));
    for (double step = 1; step > SMALLEST_STEP; step /= 2) {
      SoftmaxLoss.Point to = loss.at(sum(from.weights(), step, direction));
      if (to.value() <= from.value() + SUFFICIENT_DECREASE * step * slope + slack) {
        return to;
      }
    }
    throw new ArithmeticException("no lower loss found; a larger regularization may help");
  }

  private static double[] sum(double[] left, double factor, double[] right) {
    double[] sum = new double[left.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i] + factor * right[i];
    }
    return sum;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
