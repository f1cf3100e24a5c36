package unroll.layers.kernel;

import java.util.Arrays;

/** {@code h = f(s + b)} with f = tanh or f = max(0, .). */
final class FloatRnn extends FloatCell {
  private final boolean isTanh;

  FloatRnn(Cell cell, int units) {
    super(cell, units);
    this.isTanh = cell == Cell.TANH_RNN;
  }

  @Override
  void beginTapes(StepOrder order, boolean keepTape) {
    // The hidden states are all that the backward pass needs.
  }

  @Override
  void forward(
      int step,
      int slots,
      float[] sums,
      float[] recurrentSums,
      float[] before,
      float[] cellBefore,
      float[] after) {
    int count = slots * units();
    System.arraycopy(sums, 0, after, 0, count);
    if (isTanh) {
      FloatMath.tanh(after, bias(0), count);
    } else {
      relu(after, bias(0), count);
    }
  }

  @Override
  void backward(
      int step,
      int slots,
      float[] before,
      float[] after,
      float[] cellBefore,
      float[] gradient,
      float[] cellGradient,
      float[] sums,
      float[] recurrentSums) {
    int count = slots * units();
    if (isTanh) {
      tanhGradient(sums, gradient, after, count);
    } else {
      reluGradient(sums, gradient, after, count);
    }
    Arrays.fill(gradient, 0, count, 0);
  }

  private static void relu(float[] x, float[] bias, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.max(0, x[i] + bias[i]);
    }
  }

  private static void tanhGradient(float[] out, float[] gradient, float[] h, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = gradient[i] * (1 - h[i] * h[i]);
    }
  }

  private static void reluGradient(float[] out, float[] gradient, float[] h, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = h[i] > 0 ? gradient[i] : 0;
    }
  }
}
