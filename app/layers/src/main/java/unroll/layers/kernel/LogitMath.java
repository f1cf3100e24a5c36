package unroll.layers.kernel;

import unroll.layers.SequenceLoss;

/**
 * Activations, losses and gradients of a few rows of logits on the heap, for one thread. Sums are
 * taken in double, and a logit that is no number makes its row's loss none either.
 */
final class LogitMath {
  /** Rows are taken together until they fill the first cache, for long loops are vectorized. */
  private static final int NUMBERS_OF_A_GROUP = 2_048;

  /** A product of so many factors of up to 2 does not overflow. */
  private static final int FACTORS = 512;

  private final SequenceLoss loss;
  private final double smoothing;
  private final int width;
  private final float[] bias;
  private final float[] logits;
  private final float[] targets;
  private final double[] powers;

  /**
   * @param bias {@code [width]}, added to every row of logits
   */
  LogitMath(SequenceLoss loss, double smoothing, float[] bias) {
    this.loss = loss;
    this.smoothing = smoothing;
    this.width = bias.length;
    this.bias = bias;
    int numbers = width * rowsOfGroup(width);
    this.logits = new float[numbers];
    this.targets = new float[width];
    this.powers = new double[numbers];
  }

  private static int rowsOfGroup(int width) {
    return Math.max(1, NUMBERS_OF_A_GROUP / width);
  }

  /** Rows that are taken together. */
  int rows() {
    return rowsOfGroup(width);
  }

  /** {@code [row, width]}: logits without bias, which {@link #train} turns into gradients. */
  float[] logits() {
    return logits;
  }

  /** {@code [width]}: what a row should be, if that is not one symbol. */
  float[] targets() {
    return targets;
  }

  /** {@code [row, width]}: what {@link #activate} computes. */
  double[] activations() {
    return powers;
  }

  /** Makes the bias's share of the logits. */
  void addBias(int rows) {
    for (int row = 0; row < rows; row++) {
      int start = row * width;
      for (int i = 0; i < width; i++) {
        logits[start + i] += bias[i];
      }
    }
  }

  /** The activations of logits with bias. */
  void activate(int rows) {
    int count = rows * width;
    switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> {
        raise(rows);
        for (int row = 0; row < rows; row++) {
          double scale = 1 / sum(row * width);
          for (int i = row * width; i < (row + 1) * width; i++) {
            powers[i] *= scale;
          }
        }
      }
      case SIGMOID_CROSS_ENTROPY -> {
        raiseMagnitudes(count);
        for (int i = 0; i < count; i++) {
          powers[i] = sigmoid(logits[i], powers[i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          powers[i] = logits[i];
        }
      }
    }
  }

  /** Makes ready to {@link #train} some rows of logits with bias. */
  void prepare(int rows) {
    switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> raise(rows);
      case SIGMOID_CROSS_ENTROPY -> raiseMagnitudes(rows * width);
      default -> {}
    }
  }

  /** Softmax's loss with one symbol as the target; the row's logits become its gradient. */
  double train(int row, int symbol) {
    int start = row * width;
    double sum = sum(start);
    double spread = smoothing / width;
    double expected = (1 - smoothing) * logits[start + symbol];
    if (smoothing > 0) {
      for (int i = 0; i < width; i++) {
        expected += spread * logits[start + i];
      }
    }
    double scale = 1 / sum;
    for (int i = start; i < start + width; i++) {
      logits[i] = (float) (powers[i] * scale - spread);
    }
    logits[start + symbol] -= (float) (1 - smoothing);
    return Math.log(sum) - expected;
  }

  /** The loss with {@link #targets()}; the row's logits become its gradient. */
  double train(int row) {
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> trainSoftmax(row * width);
      case SIGMOID_CROSS_ENTROPY -> trainSigmoid(row * width);
      case MEAN_SQUARED_ERROR -> trainSquares(row * width);
    };
  }

  private double trainSoftmax(int start) {
    double sum = sum(start);
    double weight = 0;
    for (int i = 0; i < width; i++) {
      weight += targets[i];
    }
    double scale = weight / sum;
    double spread = smoothing * weight / width;
    double expected = 0;
    for (int i = 0; i < width; i++) {
      double target = (1 - smoothing) * targets[i] + spread;
      expected += target * logits[start + i];
      logits[start + i] = (float) (powers[start + i] * scale - target);
    }
    return weight * Math.log(sum) - expected;
  }

  private double trainSigmoid(int start) {
    double sum = 0;
    double product = 1;
    for (int i = 0; i < width; i++) {
      float logit = logits[start + i];
      double power = powers[start + i];
      sum += Math.max(logit, 0) - (double) logit * targets[i];
      product *= 1 + power;
      if (i % FACTORS == FACTORS - 1) {
        sum += Math.log(product);
        product = 1;
      }
      logits[start + i] = (float) (sigmoid(logit, power) - targets[i]);
    }
    return sum + Math.log(product);
  }

  private double trainSquares(int start) {
    double sum = 0;
    float scale = 2f / width;
    for (int i = 0; i < width; i++) {
      float error = logits[start + i] - targets[i];
      sum += (double) error * error;
      logits[start + i] = scale * error;
    }
    return sum / width;
  }

  /** Subtracts every row's largest logit and takes the powers of e. */
  private void raise(int rows) {
    for (int row = 0; row < rows; row++) {
      int start = row * width;
      float largest = largest(start);
      for (int i = 0; i < width; i++) {
        logits[start + i] -= largest;
      }
    }
    int count = rows * width;
    for (int i = 0; i < count; i++) {
      powers[i] = logits[i];
    }
    FloatMath.expOfNegative(powers, count);
  }

  private float largest(int start) {
    float a = logits[start];
    float b = a;
    int end = start + width;
    int i = start + 1;
    for (; i + 1 < end; i += 2) {
      a = Math.max(a, logits[i]);
      b = Math.max(b, logits[i + 1]);
    }
    return i < end ? Math.max(Math.max(a, b), logits[i]) : Math.max(a, b);
  }

  private double sum(int start) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = start + width;
    int i = start;
    for (; i + 3 < end; i += 4) {
      a += powers[i];
      b += powers[i + 1];
      c += powers[i + 2];
      d += powers[i + 3];
    }
    for (; i < end; i++) {
      a += powers[i];
    }
    return (a + b) + (c + d);
  }

  private void raiseMagnitudes(int count) {
    for (int i = 0; i < count; i++) {
      powers[i] = -Math.abs(logits[i]);
    }
    FloatMath.expOfNegative(powers, count);
  }

  private static double sigmoid(float logit, double powerOfMagnitude) {
    return (logit >= 0 ? 1 : powerOfMagnitude) / (1 + powerOfMagnitude);
  }
}
