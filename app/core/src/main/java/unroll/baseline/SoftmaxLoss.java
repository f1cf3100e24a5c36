package unroll.baseline;

/**
 * The loss of a linear softmax classifier as a function of its weights, convex: the mean
 * cross-entropy in nats plus half the regularization times the sum of the squared weights, biases
 * left out. Weights are [class, feature] in one array, the bias of a class after its features.
 */
final class SoftmaxLoss {
  private final double[][] inputs;
  private final int[] labels;
  private final int classes;
  private final int row;
  private final double regularization;

  /**
   * @param inputs [example, feature]
   * @param labels one for every example, below {@code classes}
   */
  SoftmaxLoss(double[][] inputs, int[] labels, int classes, double regularization) {
    this.inputs = inputs;
    this.labels = labels;
    this.classes = classes;
    this.row = inputs[0].length + 1;
    this.regularization = regularization;
  }

  int weights() {
    return classes * row;
  }

  Point at(double[] weights) {
    return new Point(weights);
  }

  /** Probability of every class. */
  static double[] probabilities(double[] weights, int classes, double[] input) {
    double[] probabilities = logits(weights, classes, input);
    double largest = probabilities[Largest.indexOf(probabilities)];
    double sum = 0;
    for (int label = 0; label < classes; label++) {
      probabilities[label] = Math.exp(probabilities[label] - largest);
      sum += probabilities[label];
    }
    for (int label = 0; label < classes; label++) {
      probabilities[label] /= sum;
    }
    return probabilities;
  }

  private static double[] logits(double[] weights, int classes, double[] input) {
    double[] logits = new double[classes];
    int index = 0;
    for (int label = 0; label < classes; label++) {
      double logit = 0;
      for (double number : input) {
        logit += weights[index++] * number;
      }
      logits[label] = logit + weights[index++];
    }
    return logits;
  }

  /** Loss, gradient and curvature for one choice of weights. */
  final class Point {
    private final double[] weights;
    private final double[][] probabilities = new double[inputs.length][];
    private final double[] gradient;
    private final double value;

    private Point(double[] weights) {
      this.weights = weights;
      gradient = new double[weights.length];
      double loss = 0;
      for (int example = 0; example < inputs.length; example++) {
        double[] errors = probabilities(weights, classes, inputs[example]);
        probabilities[example] = errors.clone();
        loss -= logProbability(example);
        errors[labels[example]]--;
        accumulate(errors, inputs[example], gradient);
      }
      value = loss / inputs.length + regularization / 2 * addPenalty(weights, gradient);
    }

    double[] weights() {
      return weights;
    }

    double value() {
      return value;
    }

    double[] gradient() {
      return gradient;
    }

    /** The Hessian times a direction. */
    double[] curvature(double[] direction) {
      double[] product = new double[weights.length];
      for (int example = 0; example < inputs.length; example++) {
        double[] changes = logits(direction, classes, inputs[example]);
        double mean = dot(probabilities[example], changes);
        for (int label = 0; label < classes; label++) {
          changes[label] = probabilities[example][label] * (changes[label] - mean);
        }
        accumulate(changes, inputs[example], product);
      }
      addPenalty(direction, product);
      return product;
    }

    /** Also exact where the probability is too small for a double. */
    private double logProbability(int example) {
      double probability = probabilities[example][labels[example]];
      if (probability > Double.MIN_NORMAL) {
        return Math.log(probability);
      }
      double[] logits = logits(weights, classes, inputs[example]);
      int likely = Largest.indexOf(logits);
      return logits[labels[example]] - logits[likely] + Math.log(probabilities[example][likely]);
    }
  }

  private void accumulate(double[] slopes, double[] input, double[] sum) {
    int index = 0;
    for (int label = 0; label < classes; label++) {
      double slope = slopes[label] / inputs.length;
      for (double number : input) {
        sum[index++] += slope * number;
      }
      sum[index++] += slope;
    }
  }

  /** Adds the penalty's share of a gradient and returns the sum of the squared weights. */
  private double addPenalty(double[] weights, double[] gradient) {
    double squares = 0;
    for (int index = 0; index < weights.length; index++) {
      if (index % row != row - 1) {
        gradient[index] += regularization * weights[index];
        squares += weights[index] * weights[index];
      }
    }
    return squares;
  }

  static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
