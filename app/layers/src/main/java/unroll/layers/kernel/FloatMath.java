package unroll.layers.kernel;

/**
 * Elementwise functions written so that HotSpot vectorizes them: flat loops from 0, distinct
 * arrays, no calls to libraries.
 */
final class FloatMath {
  /** Beyond it tanh is 1 to the last bit of a float. */
  private static final float TANH_RANGE = 7.90531110763549805f;

  private FloatMath() {}

  /** Rational approximation (as in Eigen), within 4e-7. */
  static float tanh(float value) {
    float x = Math.max(-TANH_RANGE, Math.min(TANH_RANGE, value));
    float x2 = x * x;
    float p = x2 * -2.76076847742355e-16f + 2.00018790482477e-13f;
    p = p * x2 + -8.60467152213735e-11f;
    p = p * x2 + 5.12229709037114e-08f;
    p = p * x2 + 1.48572235717979e-05f;
    p = p * x2 + 6.37261928875436e-04f;
    p = p * x2 + 4.89352455891786e-03f;
    float q = x2 * 1.19825839466702e-06f + 1.18534705686654e-04f;
    q = q * x2 + 2.26843463243900e-03f;
    q = q * x2 + 4.89352518554385e-03f;
    return x * p / q;
  }

  /** {@code x = tanh(x + bias)}. */
  static void tanh(float[] x, float[] bias, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = tanh(x[i] + bias[i]);
    }
  }

  /** {@code y = tanh(x)}. */
  static void tanhOf(float[] y, float[] x, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = tanh(x[i]);
    }
  }

  /** {@code z = tanh(x + y)}. */
  static void tanhOfSum(float[] z, float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = tanh(x[i] + y[i]);
    }
  }

  /** {@code x = sigmoid(x + bias)}. */
  static void sigmoid(float[] x, float[] bias, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = 0.5f * tanh(0.5f * (x[i] + bias[i])) + 0.5f;
    }
  }

  /** {@code z = x + y}. */
  static void sum(float[] z, float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = x[i] + y[i];
    }
  }

  /** {@code z = x y}, number by number. */
  static void product(float[] z, float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = x[i] * y[i];
    }
  }

  /** {@code x += y}. */
  static void add(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      x[i] += y[i];
    }
  }

  /** {@code x += factor y}. */
  static void addScaled(float[] x, float[] y, float factor, int count) {
    for (int i = 0; i < count; i++) {
      x[i] += factor * y[i];
    }
  }

  /**
   * {@code x = e^x} for x from -700 to 0, with an error below 1e-15: e^(x/1024) by its series,
   * squared ten times. Math.exp takes ten times as long because it is not vectorized.
   */
  static void expOfNegative(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      double t = Math.max(x[i], -700) * (1.0 / 1024);
      // Of e^t - 1, so that squaring does not multiply the rounding of 1 + t.
      double y = 1.0 / 720 * t + 1.0 / 120;
      y = y * t + 1.0 / 24;
      y = y * t + 1.0 / 6;
      y = y * t + 0.5;
      y = y * t + 1;
      y = y * t;
      y = y * y + 2 * y;
      y = y * y + 2 * y;
      y = y * y + 2 * y;
      y = y * y + 2 * y;
      y = y * y + 2 * y;
      y = y * y + 2 * y;
      y = y * y + 2 * y;
      y = y * y + 2 * y;
      y = y * y + 2 * y;
      y = y * y + 2 * y;
      x[i] = Math.max(y + 1, 0);
    }
  }

  static void scale(float[] x, float factor, int count) {
    for (int i = 0; i < count; i++) {
      x[i] *= factor;
    }
  }

  /** {@code x -= y}. */
  static void subtract(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      x[i] -= y[i];
    }
  }

  static double sumOfSquares(float[] x, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum;
  }

  /** {@code y = max(y, |x|)}; NaN stays. */
  static void farthest(float[] y, float[] x, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(y[i], Math.abs(x[i]));
    }
  }

  /** The largest number; NaN if one is NaN. */
  static float largest(float[] x) {
    float largest = x[0];
    for (float number : x) {
      largest = Math.max(largest, number);
    }
    return largest;
  }

  /** {@code m = beta m + (1 - beta) g}. */
  static void runningMean(float[] m, float[] g, float beta, int count) {
    float rest = 1 - beta;
    for (int i = 0; i < count; i++) {
      m[i] = beta * m[i] + rest * g[i];
    }
  }

  /** {@code v = beta v + (1 - beta) g^2}. */
  static void runningSquare(float[] v, float[] g, float beta, int count) {
    float rest = 1 - beta;
    for (int i = 0; i < count; i++) {
      v[i] = beta * v[i] + rest * g[i] * g[i];
    }
  }

  /** {@code g = rate m / (sqrt(v) + epsilon)}. */
  static void adamStep(float[] g, float[] m, float[] v, float rate, float epsilon, int count) {
    for (int i = 0; i < count; i++) {
      g[i] = rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
    }
  }
}
