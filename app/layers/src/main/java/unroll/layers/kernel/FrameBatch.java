package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps of a batch that hold a frame, row by row.
 *
 * @param input {@code [batch, 1 + frame, time]} of the layer's type; frames begin at index 1
 * @param places {@code step * batch + row} of every frame
 * @param kept {@code [place, last hidden unit]} in c order, what the numbers that the linear map
 *     reads are multiplied with; null for no dropout
 */
public record FrameBatch(INDArray input, int[] places, INDArray kept) {
  /** Number of frames. */
  public int count() {
    return places.length;
  }

  int row(int frame) {
    return places[frame] % (int) input.size(0);
  }

  int step(int frame) {
    return places[frame] / (int) input.size(0);
  }
}
