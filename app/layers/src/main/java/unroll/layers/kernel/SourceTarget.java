package unroll.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.EncoderDecoder;

/**
 * Where the source and the target of every row of a batch stand.
 *
 * @param sources places {@code time * batch + row} of every row's source steps, in their order
 * @param targets likewise of its target steps
 */
public record SourceTarget(int batch, int time, int[][] sources, int[][] targets) {
  /**
   * Reads a mask.
   *
   * @param mask {@code [batch, time]} of {@link EncoderDecoder#SOURCE} and {@link
   *     EncoderDecoder#TARGET}
   */
  public static SourceTarget of(INDArray mask) {
    int batch = (int) mask.size(0);
    int time = (int) mask.size(1);
    double[] values = mask.dup('c').data().asDouble();
    return new SourceTarget(
        batch,
        time,
        places(values, batch, time, EncoderDecoder.SOURCE),
        places(values, batch, time, EncoderDecoder.TARGET));
  }

  /**
   * Rows that have a target at every step.
   *
   * @param sources places of every row's source steps, in an array that may have other rows
   */
  public static SourceTarget ofTargets(int time, int[][] sources) {
    int batch = sources.length;
    int[][] targets = new int[batch][time];
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < time; step++) {
        targets[row][step] = step * batch + row;
      }
    }
    return new SourceTarget(batch, time, sources, targets);
  }

  private static int[][] places(double[] mask, int batch, int time, int kind) {
    int[][] places = new int[batch][];
    for (int row = 0; row < batch; row++) {
      int count = 0;
      int[] all = new int[time];
      for (int step = 0; step < time; step++) {
        if (mask[row * time + step] == kind) {
          all[count++] = step * batch + row;
        }
      }
      places[row] = java.util.Arrays.copyOf(all, count);
    }
    return places;
  }
}
