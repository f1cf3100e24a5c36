package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import unroll.layers.Attention;

/**
 * The numbers of an attention's passes in native memory: source steps behind each other row by row,
 * target steps in the order of the looks, and their gradients. The same memory serves pass after
 * pass.
 */
final class AttentionTape {
  /** Products write a little more than they are asked for. */
  private static final int SPARE_ROWS = 16;

  private final boolean hasKeys;
  private final boolean hasQueries;
  private final int units;
  private final int width;

  private final FloatStore encodedStore = new FloatStore();
  private final FloatStore keyStore = new FloatStore();
  private final FloatStore stateStore = new FloatStore();
  private final FloatStore queryStore = new FloatStore();
  private final FloatStore contextStore = new FloatStore();
  private final FloatStore outputStore = new FloatStore();
  private final FloatStore alignmentStore = new FloatStore();
  private final FloatStore scoreGradientStore = new FloatStore();
  private final FloatStore encodedGradientStore = new FloatStore();
  private final FloatStore keyGradientStore = new FloatStore();
  private final FloatStore stateGradientStore = new FloatStore();
  private final FloatStore queryGradientStore = new FloatStore();
  private final FloatStore contextGradientStore = new FloatStore();
  private final FloatStore outputGradientStore = new FloatStore();
  private final FloatStore vectorGradientStore = new FloatStore();

  private PackedSteps sources;
  private Looks looks;
  private long[] alignmentOffsets;

  /**
   * @param width numbers of a step of the source
   */
  AttentionTape(Attention attention, int units, int width) {
    this.hasKeys = attention != Attention.DOT;
    this.hasQueries = attention == Attention.ADDITIVE;
    this.units = units;
    this.width = width;
  }

  /** Makes room for sources. */
  void begin(PackedSteps newSources) {
    sources = newSources;
    cleared(encodedStore, sources.count(), width);
    keyStore.of(hasKeys ? size(sources.count(), units) : 1);
  }

  /** Makes room for looks at them. */
  void begin(Looks newLooks) {
    looks = newLooks;
    alignmentOffsets = new long[looks.count() + 1];
    for (int look = 0; look < looks.count(); look++) {
      long numbers = (long) looks.length(look) * sources.length(looks.sources()[look]);
      alignmentOffsets[look + 1] = alignmentOffsets[look] + numbers;
    }
    int targets = looks.targets();
    cleared(stateStore, targets, units);
    cleared(contextStore, targets, width);
    queryStore.of(hasQueries ? size(targets, units) : 1);
    outputStore.of(size(targets, units));
    alignmentStore.of(alignmentOffsets[looks.count()]);
  }

  /** Makes room for gradients, and sets to zero those that are summed up. */
  void beginBackward() {
    int targets = looks.targets();
    cleared(outputGradientStore, targets, units);
    stateGradientStore.of(size(targets, units));
    contextGradientStore.of(size(targets, width));
    scoreGradientStore.of(alignmentOffsets[looks.count()]);
    clear(encodedGradientStore, size(sources.count(), width));
    if (hasKeys) {
      clear(keyGradientStore, size(sources.count(), units));
    }
    if (hasQueries) {
      clear(queryGradientStore, size(targets, units));
    }
    clear(vectorGradientStore, hasQueries ? (long) sources.rows() * units : 1);
  }

  /** Room for a matrix whose last rows, behind the count, are zero. */
  private static void cleared(FloatStore store, int count, int width) {
    FloatPointer matrix = store.of(size(count, width));
    GradientProduct.clearRows(matrix, width, count, GradientProduct.rounded(count));
  }

  private static void clear(FloatStore store, long numbers) {
    Pointer.memset(store.of(numbers), 0, numbers * Float.BYTES);
  }

  private static long size(int rows, int width) {
    return (long) (GradientProduct.rounded(rows) + SPARE_ROWS) * width;
  }

  PackedSteps sources() {
    return sources;
  }

  Looks looks() {
    return looks;
  }

  /** What the encoder said, from a source step on. */
  FloatPointer encoded(int source) {
    return at(encodedStore, source, width);
  }

  FloatPointer ofEncoded(int source) {
    return at(encodedGradientStore, source, width);
  }

  /** What source steps are scored by, {@code [source, unit]}. */
  FloatPointer keys(int source) {
    return at(hasKeys ? keyStore : encodedStore, source, units);
  }

  FloatPointer ofKeys(int source) {
    return at(hasKeys ? keyGradientStore : encodedGradientStore, source, units);
  }

  /** The decoder's states, from a target step on. */
  FloatPointer states(int target) {
    return at(stateStore, target, units);
  }

  FloatPointer ofStates(int target) {
    return at(stateGradientStore, target, units);
  }

  /** What target steps score by, {@code [target, unit]}. */
  FloatPointer queries(int target) {
    return at(hasQueries ? queryStore : stateStore, target, units);
  }

  FloatPointer ofQueries(int target) {
    return at(hasQueries ? queryGradientStore : stateGradientStore, target, units);
  }

  FloatPointer contexts(int target) {
    return at(contextStore, target, width);
  }

  FloatPointer ofContexts(int target) {
    return at(contextGradientStore, target, width);
  }

  FloatPointer outputs(int target) {
    return at(outputStore, target, units);
  }

  /** Gradients of the outputs, and after a pass back those of the sums in their tanh. */
  FloatPointer ofOutputs(int target) {
    return at(outputGradientStore, target, units);
  }

  /** {@code [target, source]} of a look. */
  FloatPointer alignment(int look) {
    return alignmentStore.of(0).position(alignmentOffsets[look]);
  }

  FloatPointer ofScores(int look) {
    return scoreGradientStore.of(0).position(alignmentOffsets[look]);
  }

  /** The gradient of the vector of the scores, summed up over the looks at a source. */
  FloatPointer ofVector(int source) {
    return at(vectorGradientStore, source, units);
  }

  private static FloatPointer at(FloatStore store, int row, int width) {
    return store.of(0).position((long) row * width);
  }
}
