package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import unroll.layers.Attention;

/**
 * The numbers of looks and their gradients in native memory, target steps in the order of the
 * looks. The same memory serves pass after pass.
 */
final class AttentionTape {
  private final AttentionSources sources;
  private final boolean hasQueries;
  private final int units;
  private final int width;
  private final FloatStore stateStore = new FloatStore();
  private final FloatStore queryStore = new FloatStore();
  private final FloatStore contextStore = new FloatStore();
  private final FloatStore outputStore = new FloatStore();
  private final FloatStore alignmentStore = new FloatStore();
  private final FloatStore scoreGradientStore = new FloatStore();
  private final FloatStore stateGradientStore = new FloatStore();
  private final FloatStore queryGradientStore = new FloatStore();
  private final FloatStore contextGradientStore = new FloatStore();
  private final FloatStore outputGradientStore = new FloatStore();
  private Looks looks;
  private long[] alignmentOffsets;

  /**
   * @param width numbers of a step of the source
   */
  AttentionTape(Attention attention, int units, int width, AttentionSources sources) {
    this.sources = sources;
    this.hasQueries = attention == Attention.ADDITIVE;
    this.units = units;
    this.width = width;
  }

  /** Makes room for looks at the sources. */
  void begin(Looks newLooks) {
    looks = newLooks;
    alignmentOffsets = new long[looks.count() + 1];
    for (int look = 0; look < looks.count(); look++) {
      long numbers = (long) looks.length(look) * sources.steps().length(looks.sources()[look]);
      alignmentOffsets[look + 1] = alignmentOffsets[look] + numbers;
    }
    int targets = looks.targets();
    StoredRows.cleared(stateStore, targets, units);
    StoredRows.cleared(contextStore, targets, width);
    queryStore.of(hasQueries ? StoredRows.size(targets, units) : 1);
    outputStore.of(StoredRows.size(targets, units));
    alignmentStore.of(alignmentOffsets[looks.count()]);
  }

  /** Makes room for gradients, and sets to zero those that are summed up. */
  void beginBackward() {
    int targets = looks.targets();
    StoredRows.cleared(outputGradientStore, targets, units);
    stateGradientStore.of(StoredRows.size(targets, units));
    contextGradientStore.of(StoredRows.size(targets, width));
    scoreGradientStore.of(alignmentOffsets[looks.count()]);
    if (hasQueries) {
      StoredRows.zeros(queryGradientStore, targets, units);
    }
  }

  AttentionSources sources() {
    return sources;
  }

  Looks looks() {
    return looks;
  }

  /** The decoder's states, from a target step on. */
  FloatPointer states(int target) {
    return StoredRows.at(stateStore, target, units);
  }

  FloatPointer ofStates(int target) {
    return StoredRows.at(stateGradientStore, target, units);
  }

  /** What target steps score by, {@code [target, unit]}. */
  FloatPointer queries(int target) {
    return StoredRows.at(hasQueries ? queryStore : stateStore, target, units);
  }

  FloatPointer ofQueries(int target) {
    return StoredRows.at(hasQueries ? queryGradientStore : stateGradientStore, target, units);
  }

  FloatPointer contexts(int target) {
    return StoredRows.at(contextStore, target, width);
  }

  FloatPointer ofContexts(int target) {
    return StoredRows.at(contextGradientStore, target, width);
  }

  FloatPointer outputs(int target) {
    return StoredRows.at(outputStore, target, units);
  }

  /** Gradients of the outputs, and after a pass back those of the sums in their tanh. */
  FloatPointer ofOutputs(int target) {
    return StoredRows.at(outputGradientStore, target, units);
  }

  /** {@code [target, source]} of a look. */
  FloatPointer alignment(int look) {
    return alignmentStore.of(0).position(alignmentOffsets[look]);
  }

  FloatPointer ofScores(int look) {
    return scoreGradientStore.of(0).position(alignmentOffsets[look]);
  }
}
