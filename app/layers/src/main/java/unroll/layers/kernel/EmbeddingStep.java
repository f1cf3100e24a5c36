package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Looks up the vector of one symbol at a time. For one thread. */
public final class EmbeddingStep {
  private final FloatPointer rows;
  private final FloatPointer zeros;
  private final int width;

  /**
   * @param weights {@code [symbol, width]} in c order
   */
  public EmbeddingStep(INDArray weights) {
    this.rows = NativeMatrix.of(weights);
    this.width = (int) weights.size(1);
    this.zeros = new FloatPointer(new float[width]);
  }

  /**
   * A symbol's vector.
   *
   * @param id below 0 for the zero vector
   * @return {@code [width]} from the pointer's position on; do not change it
   */
  public FloatPointer row(int id) {
    return id < 0 ? zeros : rows.position((long) id * width);
  }
}
