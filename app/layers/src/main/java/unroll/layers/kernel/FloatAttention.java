package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import unroll.layers.Attention;
import unroll.layers.kernel.NativeRows.Place;

/**
 * An attention in floats in native memory, shared among threads. Its threads share one tape, or
 * each has a tape of its own and looks when it likes.
 */
final class FloatAttention {
  /** Rows of a product at once: enough to fill it, few enough to stay in a processor's cache. */
  private static final int ROWS = 64;

  private static final double FEWEST_PRODUCTS_TO_SHARE = 1e6;

  private final int units;
  private final int width;
  private final Workers workers = Workers.shared();
  private final AttentionSources sources;
  private final AttentionMatrices matrices;
  private final AttentionGradients gradientSums;
  private final List<AttentionTape> tapes = new ArrayList<>();
  private final List<AttentionShare> shares = new ArrayList<>();

  /** Work of a thread on some neighboring rows. */
  interface Work {
    void on(AttentionShare share, int from, int count);
  }

  /**
   * @param width numbers of a step of the source
   * @param areApart whether every thread has a tape of its own
   */
  FloatAttention(Attention attention, int units, int width, boolean areApart) {
    this.units = units;
    this.width = width;
    this.sources = new AttentionSources(attention, units, width);
    this.matrices = new AttentionMatrices(attention, units, width);
    this.gradientSums = new AttentionGradients(attention, units, width, sources);
    for (int i = 0; i < workers.count(); i++) {
      if (i == 0 || areApart) {
        tapes.add(new AttentionTape(attention, units, width, sources));
      }
      AttentionTape tape = tapes.get(tapes.size() - 1);
      shares.add(new AttentionShare(attention, units, width, tape, matrices));
    }
  }

  /** A thread's tape; the first thread's is that of all if they have one together. */
  AttentionTape tape(int thread) {
    return tapes.get(thread);
  }

  AttentionShare share(int thread) {
    return shares.get(thread);
  }

  AttentionSources sources() {
    return sources;
  }

  /**
   * Reads sources, for all looks until others are read.
   *
   * @param source what the encoder said {@code [time * batch, source]}
   */
  void read(FloatPointer source, PackedSteps steps, AttentionWeights weights) {
    matrices.begin(weights);
    shares.forEach(share -> share.begin(weights));
    sources.begin(steps);
    rows(
        0,
        steps.count(),
        (share, from, count) -> {
          new NativeRows(Place.of(sources.encoded(0), width), Place.of(source, width), width)
              .gather(from, steps.places(), from, from + count);
          share.keys(from, count);
        });
  }

  /** All looks on the tape of all. */
  void forward() {
    Looks looks = tapes.get(0).looks();
    rows(0, looks.targets(), AttentionShare::queries);
    looks(looks, AttentionShare::look);
    rows(0, looks.targets(), AttentionShare::outputs);
  }

  /** Prepares the way back, after which the gradients of outputs are put onto the tapes. */
  void beginBackward() {
    matrices.beginBackward();
    sources.beginBackward();
  }

  /** Back through all looks on the tape of all. */
  void backward() {
    Looks looks = tapes.get(0).looks();
    rows(0, looks.targets(), AttentionShare::outputsBack);
    looks(looks, AttentionShare::lookBack);
    rows(0, looks.targets(), AttentionShare::queriesBack);
  }

  /**
   * After all looks: what is the same for them.
   *
   * @param ofSource {@code [time * batch, source]}, gets the gradient at source steps
   */
  void finishBackward(FloatPointer ofSource) {
    PackedSteps steps = sources.steps();
    rows(
        0,
        steps.count(),
        (share, from, count) -> {
          share.keysBack(from, count);
          new NativeRows(Place.of(ofSource, width), Place.of(sources.ofEncoded(0), width), width)
              .scatter(from, steps.places(), from, from + count);
        });
  }

  /**
   * Says what the gradients of the weights are summed up from.
   *
   * @param threads whose tapes were used
   */
  void addGradients(GradientSums sums, int threads, AttentionWeights gradients) {
    gradientSums.add(sums, tapes.subList(0, threads), gradients);
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

  private void looks(Looks looks, LookWork work) {
    int parts = Math.min(looks.count(), threads(looks.targets()));
    workers.run(
        parts,
        part -> {
          for (int look = part; look < looks.count(); look += parts) {
            work.on(shares.get(part), look);
          }
        });
  }

  private int threads(int steps) {
    boolean isWorthSharing = (double) steps * units * (width + units) > FEWEST_PRODUCTS_TO_SHARE;
    return isWorthSharing ? workers.count() : 1;
  }
}
