package unroll.layers.kernel;

/**
 * GRU: {@code h = (1 - z) n + z h'} with r, z = sigmoid of both their sums and {@code n = tanh(s_n
 * + r (R_n h' + b_n))}.
 */
final class FloatGru extends FloatCell {
  private static final int RESET = 0;
  private static final int UPDATE = 1;
  private static final int CANDIDATE = 2;

  private final FloatTape reset = new FloatTape();
  private final FloatTape update = new FloatTape();
  private final FloatTape candidate = new FloatTape();

  /** {@code R_n h' + b_n}. */
  private final FloatTape recurrentCandidate = new FloatTape();

  private float[] scratch = new float[0];
  private float[] both = new float[0];

  FloatGru(int units) {
    super(Cell.GRU, units);
  }

  @Override
  void beginTapes(StepOrder order, boolean keepTape) {
    for (FloatTape tape : new FloatTape[] {reset, update, candidate, recurrentCandidate}) {
      tape.begin(order, units(), keepTape);
    }
    scratch = grown(scratch, order);
    int needed = order.slots() * 3 * units();
    both = both.length < needed ? new float[needed] : both;
    // The reset and update gates sum up both sides, so one bias is enough for them.
    int count = order.slots() * units();
    FloatMath.add(bias(RESET), recurrentBias(RESET), count);
    FloatMath.add(bias(UPDATE), recurrentBias(UPDATE), count);
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
    float[] r = reset.at(step);
    float[] z = update.at(step);
    float[] n = candidate.at(step);
    float[] q = recurrentCandidate.at(step);
    FloatMath.sum(both, sums, recurrentSums, 3 * count);
    take(both, RESET, slots, r);
    take(both, UPDATE, slots, z);
    FloatMath.sigmoid(r, bias(RESET), count);
    FloatMath.sigmoid(z, bias(UPDATE), count);
    take(recurrentSums, CANDIDATE, slots, q);
    FloatMath.add(q, recurrentBias(CANDIDATE), count);
    take(sums, CANDIDATE, slots, n);
    addProduct(n, r, q, count);
    FloatMath.tanh(n, bias(CANDIDATE), count);
    mix(after, z, n, before, count);
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
    float[] r = reset.at(step);
    float[] z = update.at(step);
    float[] n = candidate.at(step);
    float[] q = recurrentCandidate.at(step);
    updateGradient(scratch, gradient, before, n, z, count);
    put(scratch, UPDATE, slots, sums);
    candidateGradient(scratch, gradient, z, n, count);
    put(scratch, CANDIDATE, slots, sums);
    // What remains of n and q is overwritten: nobody reads them after this step.
    FloatMath.product(n, scratch, r, count);
    resetGradient(q, scratch, r, count);
    put(q, RESET, slots, sums);
    System.arraycopy(sums, 0, recurrentSums, 0, 3 * count);
    put(n, CANDIDATE, slots, recurrentSums);
    FloatMath.product(gradient, gradient, z, count);
  }

  private static void addProduct(float[] sum, float[] a, float[] b, int count) {
    for (int k = 0; k < count; k++) {
      sum[k] += a[k] * b[k];
    }
  }

  private static void mix(float[] h, float[] z, float[] n, float[] before, int count) {
    for (int k = 0; k < count; k++) {
      h[k] = n[k] + z[k] * (before[k] - n[k]);
    }
  }

  private static void updateGradient(
      float[] out, float[] gradient, float[] before, float[] n, float[] z, int count) {
    for (int k = 0; k < count; k++) {
      out[k] = gradient[k] * (before[k] - n[k]) * z[k] * (1 - z[k]);
    }
  }

  private static void candidateGradient(
      float[] out, float[] gradient, float[] z, float[] n, int count) {
    for (int k = 0; k < count; k++) {
      out[k] = gradient[k] * (1 - z[k]) * (1 - n[k] * n[k]);
    }
  }

  /** In place of q: through {@code r q} and the sigmoid. */
  private static void resetGradient(float[] q, float[] candidateSum, float[] r, int count) {
    for (int k = 0; k < count; k++) {
      q[k] = candidateSum[k] * q[k] * r[k] * (1 - r[k]);
    }
  }
}
