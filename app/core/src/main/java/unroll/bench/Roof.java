package unroll.bench;

import org.bytedeco.javacpp.FloatPointer;
import unroll.layers.kernel.FloatGemm;
import unroll.layers.kernel.Workers;

/** What the machine can do at best: products of large float matrices. */
public final class Roof {
  private static final int SIZE = 1536;
  private static final int REPEATS = 9;

  private Roof() {}

  /** Floating-point operations a second of all threads together, the median of some products. */
  public static double operationsASecond() {
    int threads = Workers.shared().count();
    FloatPointer[] matrices = new FloatPointer[3 * threads];
    for (int i = 0; i < matrices.length; i++) {
      matrices[i] = new FloatPointer((long) SIZE * SIZE);
      matrices[i].put(new float[SIZE * SIZE], 0, SIZE * SIZE);
    }
    Runnable products =
        () ->
            Workers.shared()
                .run(
                    threads,
                    thread ->
                        FloatGemm.multiply(
                            false,
                            false,
                            SIZE,
                            SIZE,
                            SIZE,
                            matrices[3 * thread],
                            SIZE,
                            matrices[3 * thread + 1],
                            SIZE,
                            0,
                            matrices[3 * thread + 2],
                            SIZE));
    double seconds = Measurement.of(products, 0, REPEATS, 0).seconds();
    return 2.0 * SIZE * SIZE * SIZE * threads / seconds;
  }

  /**
   * Operations of a training step's matrix products, forward and twice as many backward. Symbols
   * are looked up, so the first layer's product with one-hot vectors does not count.
   */
  public static double operationsOfAStep(Work work, long symbols, boolean isBidirectional) {
    int directions = isBidirectional ? 2 : 1;
    int gates =
        switch (work.cell()) {
          case RNN -> 1;
          case LSTM -> 4;
          case GRU -> 3;
        };
    double weights = (double) directions * work.hidden() * work.vocabulary();
    for (int layer = 0; layer < work.layers(); layer++) {
      double inputs = work.hidden() + (layer == 0 ? 0 : directions * work.hidden());
      weights += directions * inputs * gates * work.hidden();
    }
    return 3 * 2 * weights * symbols;
  }
}
