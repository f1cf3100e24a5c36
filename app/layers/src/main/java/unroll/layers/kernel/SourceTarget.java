package unroll.layers.kernel;

import java.util.stream.IntStream;
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
   * Places of a target at every step of every row.
   *
   * @return {@code [row][step]}
   */
  public static int[][] everyStep(int rows, int time) {
    int[][] places = new int[rows][time];
    for (int row = 0; row < rows; row++) {
      for (int step = 0; step < time; step++) {
        places[row][step] = step * rows + row;
      }
    }
    return places;
  }

  /** Every row with a source of its own. */
  public static int[] same(int rows) {
    return IntStream.range(0, rows).toArray();
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
