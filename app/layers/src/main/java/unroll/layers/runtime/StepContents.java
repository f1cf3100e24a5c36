package unroll.layers.runtime;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.StepEncoder;

/**
 * What the steps of a batch hold.
 *
 * @param ids {@code [time * batch]}, all rows of a step beside each other; -1 where there is no
 *     symbol
 * @param frames places in that order of the steps that hold a frame, row by row: a row's steps are
 *     neighbors in memory
 */
record StepContents(int[] ids, int[] frames) {
  /**
   * Reads the first numbers of the steps.
   *
   * @param input {@code [batch, 1 + frame, time]} of any type
   * @param mask {@code [batch, time]}, null for none
   * @throws IllegalArgumentException if a number is none of those that may stand there; the message
   *     begins with {@code layer}
   */
  static StepContents read(INDArray input, INDArray mask, int symbols, String layer) {
    int batch = (int) input.size(0);
    int time = (int) input.size(2);
    INDArray first = input.get(NDArrayIndex.all(), NDArrayIndex.point(0), NDArrayIndex.all());
    double[] numbers = first.dup('c').data().asDouble();
    boolean[] masked = mask == null ? new boolean[time * batch] : StepLabels.masked(mask);
    int[] ids = new int[time * batch];
    int[] frames = new int[time * batch];
    int count = 0;
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < time; step++) {
        int id = id(numbers[row * time + step], symbols, layer, row, step);
        int place = step * batch + row;
        boolean isFrame = id == StepEncoder.FRAME;
        ids[place] = isFrame || masked[place] ? StepEncoder.NOTHING : id;
        if (isFrame && !masked[place]) {
          frames[count++] = place;
        }
      }
    }
    return new StepContents(ids, Arrays.copyOf(frames, count));
  }

  private static int id(double number, int symbols, String layer, int row, int step) {
    int id = (int) number;
    if (id != number || id < StepEncoder.FRAME || id >= symbols) {
      String shown = id == number ? String.valueOf(id) : String.valueOf(number);
      String known = symbols == 0 ? "" : "0 to %d, ".formatted(symbols - 1);
      throw new IllegalArgumentException(
          "%s: id %s at row %d, step %d; expected %s-1 for nothing or -2 for a frame"
              .formatted(layer, shown, row, step, known));
    }
    return id;
  }
}
