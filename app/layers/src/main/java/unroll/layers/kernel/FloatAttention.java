package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import unroll.layers.Attention;
import unroll.layers.kernel.NativeRows.Place;

/**
 * An attention in floats in native memory, shared among threads: products over many steps at once,
 * and what is between them look by look. Looks may come all at once or some after the others.
 */
final class FloatAttention {
  /** Rows of a product at once: enough to fill it, few enough to stay in a processor's cache. */
  private static final int ROWS = 64;

  private static final double FEWEST_PRODUCTS_TO_SHARE = 1e6;

  private final int units;
  private final int width;
  private final Workers workers = Workers.shared();
  private final AttentionTape tape;
  private final AttentionMatrices matrices;
  private final AttentionGradients gradientSums;
  private final List<AttentionShare> shares = new ArrayList<>();

  /** Work of a thread on some neighboring rows. */
  interface Work {
    void on(AttentionShare share, int from, int count);
  }

  /**
   * @param width numbers of a step of the source
   */
  FloatAttention(Attention attention, int units, int width) {
    this.units = units;
    this.width = width;
    this.tape = new AttentionTape(attention, units, width);
    this.matrices = new AttentionMatrices(attention, units, width);
    this.gradientSums = new AttentionGradients(attention, units, width, tape);
    for (int i = 0; i < workers.count(); i++) {
      shares.add(new AttentionShare(attention, units, width, tape, matrices));
    }
  }

  AttentionTape tape() {
    return tape;
  }

  /**
   * Reads sources, for all looks until others are read.
   *
   * @param source what the encoder said {@code [time * batch, source]}
   */
  void read(FloatPointer source, PackedSteps sources, AttentionWeights weights) {
    matrices.begin(weights);
    shares.forEach(share -> share.begin(weights));
    tape.begin(sources);
    rows(
        0,
        sources.count(),
        (share, from, count) -> {
          new NativeRows(Place.of(tape.encoded(0), width), Place.of(source, width), width)
              .gather(from, sources.places(), from, from + count);
          share.keys(from, count);
        });
  }

  /** Prepares looks, whose states are then put onto the tape. */
  void begin(Looks looks) {
    tape.begin(looks);
  }

  /** Looks from one on to before another. */
  void forward(int firstLook, int lastLook) {
    int from = tape.looks().from(firstLook);
    int to = tape.looks().from(lastLook);
    rows(from, to, AttentionShare::queries);
    looks(firstLook, lastLook, AttentionShare::look);
    rows(from, to, AttentionShare::outputs);
  }

  /** Prepares the way back, after which the gradients of outputs are put onto the tape. */
  void beginBackward() {
    matrices.beginBackward();
    tape.beginBackward();
  }

  /** Goes back through looks from one on to before another. */
  void backward(int firstLook, int lastLook) {
    int from = tape.looks().from(firstLook);
    int to = tape.looks().from(lastLook);
    rows(from, to, AttentionShare::outputsBack);
    looks(firstLook, lastLook, AttentionShare::lookBack);
    rows(from, to, AttentionShare::queriesBack);
  }

  /**
   * After all looks: sums up what is the same for them.
   *
   * @param gradients are overwritten
   * @param ofSource {@code [time * batch, source]}, gets the gradient at source steps
   */
  void finish(AttentionWeights gradients, FloatPointer ofSource) {
    PackedSteps sources = tape.sources();
    rows(
        0,
        sources.count(),
        (share, from, count) -> {
          share.keysBack(from, count);
          new NativeRows(Place.of(ofSource, width), Place.of(tape.ofEncoded(0), width), width)
              .scatter(from, sources.places(), from, from + count);
        });
    int parts = threads(tape.looks().targets() + sources.count());
    gradientSums.begin(gradients);
    workers.run(parts, part -> gradientSums.sum(part, parts));
  }

  /** Shares rows from one on to before another among the threads. */
  void rows(int from, int to, Work work) {
    int blocks = (to - from + ROWS - 1) / ROWS;
    int parts = Math.min(blocks, threads(to - from));
    workers.run(
        parts,
        part -> {
          for (int block = part; block < blocks; block += parts) {
            int first = from + block * ROWS;
            work.on(shares.get(part), first, Math.min(ROWS, to - first));
          }
        });
  }

  /** Work of a thread on a look. */
  private interface LookWork {
    void on(AttentionShare share, int look);
  }

  private void looks(int from, int to, LookWork work) {
    int parts = Math.min(to - from, threads(tape.looks().from(to) - tape.looks().from(from)));
    workers.run(
        parts,
        part -> {
          for (int look = from + part; look < to; look += parts) {
            work.on(shares.get(part), look);
          }
        });
  }

  private int threads(int steps) {
    boolean isWorthSharing = (double) steps * units * (width + units) > FEWEST_PRODUCTS_TO_SHARE;
    return isWorthSharing ? workers.count() : 1;
  }
}
