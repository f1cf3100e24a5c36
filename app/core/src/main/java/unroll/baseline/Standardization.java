package unroll.baseline;

/**
 * Makes every feature mean 0 and standard deviation 1 over the inputs it was measured on. A feature
 * that never varies is only shifted.
 */
record Standardization(double[] means, double[] deviations) {
  /**
   * @param inputs [example, feature], at least one, all of one width
   */
  static Standardization of(double[][] inputs) {
    int width = inputs[0].length;
    double[] means = new double[width];
    double[] deviations = new double[width];
    for (int feature = 0; feature < width; feature++) {
      means[feature] = mean(inputs, feature);
      deviations[feature] = deviation(inputs, feature, means[feature]);
    }
    return new Standardization(means, deviations);
  }

  double[] apply(double[] input) {
    double[] standardized = new double[input.length];
    for (int feature = 0; feature < input.length; feature++) {
      standardized[feature] = (input[feature] - means[feature]) / deviations[feature];
    }
    return standardized;
  }

  private static double mean(double[][] inputs, int feature) {
    double sum = 0;
    for (double[] input : inputs) {
      sum += input[feature];
    }
    return sum / inputs.length;
  }

  private static double deviation(double[][] inputs, int feature, double mean) {
    // Compared, not computed: the mean of equal numbers may differ from them by a rounding.
    boolean varies = false;
    double squares = 0;
    for (double[] input : inputs) {
      varies |= input[feature] != inputs[0][feature];
      squares += (input[feature] - mean) * (input[feature] - mean);
    }
    return varies ? Math.sqrt(squares / inputs.length) : 1;
  }
}
