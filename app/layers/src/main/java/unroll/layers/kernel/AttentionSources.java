package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import unroll.layers.Attention;

/**
 * What an encoder said, as looks read it, and its gradients, in native memory: source steps behind
 * each other, row by row. The same memory serves pass after pass.
 */
final class AttentionSources {
  private final boolean hasKeys;
  private final boolean hasVector;
  private final int units;
  private final int width;
  private final FloatStore encodedStore = new FloatStore();
  private final FloatStore keyStore = new FloatStore();
  private final FloatStore encodedGradientStore = new FloatStore();
  private final FloatStore keyGradientStore = new FloatStore();
  private final FloatStore vectorGradientStore = new FloatStore();
  private PackedSteps steps;

  /**
   * @param width numbers of a step of the source
   */
  AttentionSources(Attention attention, int units, int width) {
    this.hasKeys = attention != Attention.DOT;
    this.hasVector = attention == Attention.ADDITIVE;
    this.units = units;
    this.width = width;
  }

  /** Makes room for sources. */
  void begin(PackedSteps newSteps) {
    steps = newSteps;
    StoredRows.cleared(encodedStore, steps.count(), width);
    keyStore.of(hasKeys ? StoredRows.size(steps.count(), units) : 1);
  }

  /** Makes room for gradients, zeros. */
  void beginBackward() {
    StoredRows.zeros(encodedGradientStore, steps.count(), width);
    if (hasKeys) {
      StoredRows.zeros(keyGradientStore, steps.count(), units);
    }
    StoredRows.zeros(vectorGradientStore, hasVector ? steps.rows() : 1, units);
  }

  PackedSteps steps() {
    return steps;
  }

  /** What the encoder said, from a source step on. */
  FloatPointer encoded(int step) {
    return StoredRows.at(encodedStore, step, width);
  }

  FloatPointer ofEncoded(int step) {
    return StoredRows.at(encodedGradientStore, step, width);
  }

  /** What source steps are scored by, {@code [source, unit]}. */
  FloatPointer keys(int step) {
    return StoredRows.at(hasKeys ? keyStore : encodedStore, step, units);
  }

  FloatPointer ofKeys(int step) {
    return StoredRows.at(hasKeys ? keyGradientStore : encodedGradientStore, step, units);
  }

  /** The gradient of the vector of the scores, summed up over the looks at a source. */
  FloatPointer ofVector(int source) {
    return StoredRows.at(vectorGradientStore, source, units);
  }
}
