package unroll.layers.runtime;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.SequenceLoss;
import unroll.layers.SequenceOutput;
import unroll.layers.kernel.LabeledRows;
import unroll.layers.kernel.OutputTargets;

/** Finds the labeled rows of an output layer's input, and reads their labels. */
final class StepLabels {
  private final int outputs;
  private final boolean mayBeIds;
  private final DataType type;
  private final String layer;
  private final long batch;

  /**
   * Labels of one batch.
   *
   * @param layer the layer's name, for messages
   */
  StepLabels(SequenceOutput conf, DataType type, String layer, long batch) {
    this.outputs = (int) conf.getNOut();
    this.mayBeIds = conf.getLoss() == SequenceLoss.SOFTMAX_CROSS_ENTROPY;
    this.type = type;
    this.layer = layer;
    this.batch = batch;
  }

  /**
   * Which steps a mask leaves out.
   *
   * @param mask {@code [batch, time]}
   * @return {@code [time * batch]}
   */
  static boolean[] masked(INDArray mask) {
    double[] numbers = timeMajor(mask.reshape(mask.size(0), 1, mask.size(1)));
    boolean[] masked = new boolean[numbers.length];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = numbers[i] == 0;
    }
    return masked;
  }

  private static double[] timeMajor(INDArray array) {
    return array.permute(2, 0, 1).castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  /**
   * Labels of every step.
   *
   * @param matrix the layer's input {@code [time * batch, input]}
   * @param labels {@code [batch, 1 or output, time]}
   * @param mask {@code [batch, time]}, null if every step has a label
   */
  LabeledRows ofSteps(INDArray matrix, INDArray labels, INDArray mask) {
    long time = matrix.size(0) / batch;
    requireLabels(labels, time);
    requireMask(mask, time);
    int[] places = labeled(mask, (int) matrix.size(0));
    return new LabeledRows(matrix, places, targets(labels, places));
  }

  /**
   * Labels of one vector a row.
   *
   * @param matrix the layer's input {@code [batch, input]}
   * @param labels {@code [batch, 1 or output]}, or {@code [batch, 1 or output, time]} of which the
   *     mask leaves one step a row
   * @param mask {@code [batch, 1]}, or {@code [batch, time]} of labels with steps; may be null
   */
  LabeledRows ofVectors(INDArray matrix, INDArray labels, INDArray mask) {
    if (labels.rank() == 2) {
      return ofSteps(matrix, labels.reshape(labels.size(0), labels.size(1), 1), mask);
    }
    long time = labels.rank() == 3 ? labels.size(2) : 1;
    requireLabels(labels, time);
    requireMask(mask, time);
    int[] places = onePlaceOfEveryRow(labeled(mask, (int) (time * batch)));
    int[] rows = IntStream.range(0, (int) batch).toArray();
    OutputTargets targets = targets(labels, places);
    if (targets instanceof OutputTargets.Symbols symbols) {
      int[] ids = Arrays.stream(places).map(place -> symbols.ids()[place]).toArray();
      return new LabeledRows(matrix, rows, new OutputTargets.Symbols(ids));
    }
    INDArray numbers = ((OutputTargets.Numbers) targets).matrix();
    return new LabeledRows(
        matrix, rows, new OutputTargets.Numbers(Nd4j.pullRows(numbers, 1, places, 'c')));
  }

  private int[] onePlaceOfEveryRow(int[] places) {
    int[] placeOfRow = new int[(int) batch];
    int[] counts = new int[(int) batch];
    for (int place : places) {
      int row = (int) (place % batch);
      placeOfRow[row] = place;
      counts[row]++;
    }
    for (int row = 0; row < batch; row++) {
      if (counts[row] != 1) {
        throw new IllegalArgumentException(
            ("%s: labels: the input is one vector a row, so expected 1 labeled step a row, but row"
                    + " %d has %d")
                .formatted(layer, row, counts[row]));
      }
    }
    return placeOfRow;
  }

  private static int[] labeled(INDArray mask, int count) {
    IntStream places = IntStream.range(0, count);
    if (mask == null) {
      return places.toArray();
    }
    boolean[] masked = masked(mask);
    return places.filter(place -> !masked[place]).toArray();
  }

  private OutputTargets targets(INDArray labels, int[] places) {
    if (!mayBeIds || labels.size(1) != 1) {
      return new OutputTargets.Numbers(TimeMajor.matrix(labels, type));
    }
    double[] numbers = timeMajor(labels);
    int[] ids = new int[numbers.length];
    for (int place : places) {
      double number = numbers[place];
      if (!(number >= 0 && number < outputs) || number != Math.rint(number)) {
        throw new IllegalArgumentException(
            "%s: labels: id %s at row %d, step %d; expected 0 to %d"
                .formatted(layer, text(number), place % batch, place / batch, outputs - 1));
      }
      ids[place] = (int) number;
    }
    return new OutputTargets.Symbols(ids);
  }

  private static String text(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private void requireLabels(INDArray labels, long time) {
    boolean isWide =
        labels.rank() == 3 && (labels.size(1) == outputs || mayBeIds && labels.size(1) == 1);
    if (!isWide || labels.size(0) != batch || labels.size(2) != time) {
      throw new IllegalArgumentException(
          "%s: labels: expected [%d, %s%d, %d], got %s"
              .formatted(
                  layer,
                  batch,
                  mayBeIds ? "1 (ids) or " : "",
                  outputs,
                  time,
                  Arrays.toString(labels.shape())));
    }
  }

  private void requireMask(INDArray mask, long time) {
    if (mask != null && (mask.rank() != 2 || mask.size(0) != batch || mask.size(1) != time)) {
      throw new IllegalArgumentException(
          "%s: mask: expected [%d, %d], got %s"
              .formatted(layer, batch, time, Arrays.toString(mask.shape())));
    }
  }
}
