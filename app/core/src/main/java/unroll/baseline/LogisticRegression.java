package unroll.baseline;

/**
 * Logistic regression for two or more classes: probabilities are the softmax of a linear function
 * of the inputs, fitted to the one optimum of the mean cross-entropy plus an L2 penalty. Inputs are
 * standardized first, so that their units do not matter.
 */
public final class LogisticRegression {
  /** Beyond it squares are no longer safe from overflow. */
  private static final double LARGEST_INPUT = 1e100;

  private final int classes;
  private final Standardization standardization;
  private final double[] weights;

  private LogisticRegression(int classes, Standardization standardization, double[] weights) {
    this.classes = classes;
    this.standardization = standardization;
    this.weights = weights;
  }

  /**
   * Fits all examples at once by Newton's method; nothing is random.
   *
   * @param inputs [example, feature]
   * @param labels class of every example
   * @param classes number of classes: every label is below it. One without examples gets a
   *     probability near 0.
   * @param regularization half of it times the sum of all squared weights of standardized inputs is
   *     added to the mean cross-entropy in nats; above 0, and small, such as 1e-6, for a fit close
   *     to the largest likelihood
   * @throws IllegalArgumentException if there are no examples, or they differ in width, or one has
   *     no label, or a number is not finite
   * @throws ArithmeticException if the regularization is so small that no optimum can be found
   */
  public static LogisticRegression fit(
      double[][] inputs, int[] labels, int classes, double regularization) {
    check(inputs, labels, classes);
    if (!(regularization > 0 && regularization < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a regularization above 0, found " + regularization);
    }
    Standardization standardization = Standardization.of(inputs);
    double[][] standardized = new double[inputs.length][];
    for (int example = 0; example < inputs.length; example++) {
      standardized[example] = standardization.apply(inputs[example]);
    }
    SoftmaxLoss loss = new SoftmaxLoss(standardized, labels, classes, regularization);
    return new LogisticRegression(classes, standardization, NewtonMethod.minimize(loss));
  }

  /**
   * Probability of every class.
   *
   * @throws IllegalArgumentException if the input has another width or a number that is not finite
   */
  public double[] probabilities(double[] input) {
    check(input, standardization.means().length, "the input");
    return SoftmaxLoss.probabilities(weights, classes, standardization.apply(input));
  }

  /**
   * The most probable class, the lowest among equals.
   *
   * @throws IllegalArgumentException if the input has another width or a number that is not finite
   */
  public int predict(double[] input) {
    return Largest.indexOf(probabilities(input));
  }

  private static void check(double[][] inputs, int[] labels, int classes) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException("there are no examples");
    } else if (inputs.length != labels.length) {
      throw new IllegalArgumentException(
          "expected a label for every example, found " + labels.length + " for " + inputs.length);
    }
    for (int example = 0; example < inputs.length; example++) {
      check(inputs[example], inputs[0].length, "example " + example);
      if (labels[example] < 0 || labels[example] >= classes) {
        throw new IllegalArgumentException(
            "expected a label below "
                + classes
                + " at example "
                + example
                + ", found "
                + labels[example]);
      }
    }
  }

  private static void check(double[] input, int width, String name) {
    if (input.length != width) {
      throw new IllegalArgumentException(
          "expected " + width + " numbers in " + name + ", found " + input.length);
    }
    for (int feature = 0; feature < width; feature++) {
      if (!(Math.abs(input[feature]) <= LARGEST_INPUT)) {
        throw new IllegalArgumentException(
            "expected a finite number of at most 1e100 as feature "
                + feature
                + " of "
                + name
                + ", found "
                + input[feature]);
      }
    }
  }
}
