package unroll.layers.kernel;

import java.util.Arrays;

/**
 * LSTM: {@code c = f c' + i g, h = o tanh(c)} with i, f, o = sigmoid and g = tanh of their sums.
 */
final class FloatLstm extends FloatCell {
  private static final int INPUT = 0;
  private static final int FORGET = 1;
  private static final int CANDIDATE = 2;
  private static final int OUTPUT = 3;

  private final FloatTape input = new FloatTape();
  private final FloatTape forget = new FloatTape();
  private final FloatTape candidate = new FloatTape();
  private final FloatTape output = new FloatTape();
  private final FloatTape cell = new FloatTape();
  private final FloatTape cellTanh = new FloatTape();
  private float[] scratch = new float[0];

  FloatLstm(int units) {
    super(Cell.LSTM, units);
  }

  @Override
  void beginTapes(StepOrder order, boolean keepTape) {
    for (FloatTape tape : new FloatTape[] {input, forget, candidate, output, cell, cellTanh}) {
      tape.begin(order, units(), keepTape);
    }
    scratch = grown(scratch, order);
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
    float[] i = input.at(step);
    float[] f = forget.at(step);
    float[] g = candidate.at(step);
    float[] o = output.at(step);
    take(sums, INPUT, slots, i);
    take(sums, FORGET, slots, f);
    take(sums, CANDIDATE, slots, g);
    take(sums, OUTPUT, slots, o);
    FloatMath.sigmoid(i, bias(INPUT), count);
    FloatMath.sigmoid(f, bias(FORGET), count);
    FloatMath.tanh(g, bias(CANDIDATE), count);
    FloatMath.sigmoid(o, bias(OUTPUT), count);
    float[] c = cell.at(step);
    float[] cTanh = cellTanh.at(step);
    newCell(c, f, cellStateBefore(step, cellBefore), i, g, count);
    FloatMath.tanhOf(cTanh, c, count);
    FloatMath.product(after, o, cTanh, count);
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
    float[] i = input.at(step);
    float[] f = forget.at(step);
    float[] g = candidate.at(step);
    float[] o = output.at(step);
    float[] cTanh = cellTanh.at(step);
    throughSigmoid(scratch, gradient, cTanh, o, count);
    put(scratch, OUTPUT, slots, sums);
    addCellGradient(cellGradient, gradient, o, cTanh, count);
    throughSigmoid(scratch, cellGradient, g, i, count);
    put(scratch, INPUT, slots, sums);
    throughTanh(scratch, cellGradient, i, g, count);
    put(scratch, CANDIDATE, slots, sums);
    throughSigmoid(scratch, cellGradient, cellStateBefore(step, cellBefore), f, count);
    put(scratch, FORGET, slots, sums);
    FloatMath.product(cellGradient, cellGradient, f, count);
    Arrays.fill(gradient, 0, count, 0);
  }

  @Override
  float[] cellState(int step) {
    return cell.at(step);
  }

  private float[] cellStateBefore(int step, float[] initial) {
    return step == 0 ? initial : cell.at(step - 1);
  }

  private static void newCell(
      float[] c, float[] f, float[] before, float[] i, float[] g, int count) {
    for (int k = 0; k < count; k++) {
      c[k] = f[k] * before[k] + i[k] * g[k];
    }
  }

  private static void addCellGradient(
      float[] cellGradient, float[] gradient, float[] o, float[] cTanh, int count) {
    for (int k = 0; k < count; k++) {
      cellGradient[k] += gradient[k] * o[k] * (1 - cTanh[k] * cTanh[k]);
    }
  }

  /** Through {@code gradient * factor} and the sigmoid whose value is y. */
  private static void throughSigmoid(
      float[] out, float[] gradient, float[] factor, float[] y, int count) {
    for (int k = 0; k < count; k++) {
      out[k] = gradient[k] * factor[k] * y[k] * (1 - y[k]);
    }
  }

  private static void throughTanh(
      float[] out, float[] gradient, float[] factor, float[] y, int count) {
    for (int k = 0; k < count; k++) {
      out[k] = gradient[k] * factor[k] * (1 - y[k] * y[k]);
    }
  }
}
