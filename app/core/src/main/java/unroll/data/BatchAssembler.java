package unroll.data;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Lays rows on the time axis, pads them to the longest and writes both masks.
 *
 * <p>Symbols travel as ids {@code [batch, 1, time]} (32-bit integers), numbers as {@code [batch,
 * feature, time]}, mixed steps as {@code [batch, 1 + feature, time]} with what stands there first:
 * an id, {@link Symbols#NONE} or {@link Symbols#FRAME}. A mask {@code [batch, time]} is 1 where a
 * step belongs to its row (features) or has a label (labels); it is left out where it would be 1
 * throughout. That of the features of an encoder and decoder is {@link Topology#TARGET_STEP} at the
 * steps of the decoder.
 */
final class BatchAssembler {
  private final DataShape shape;
  private final DataType dataType;

  BatchAssembler(DataShape shape, DataType dataType) {
    this.shape = shape;
    this.dataType = dataType;
  }

  DataSet assemble(List<SequenceExample> rows) {
    int batch = rows.size();
    Layout[] layouts = new Layout[batch];
    int time = 1;
    for (int row = 0; row < batch; row++) {
      layouts[row] = shape.layout(rows.get(row));
      time = Math.max(time, layouts[row].steps());
    }
    StepGrid features = StepGrid.of(shape.input(), batch, time);
    StepGrid labels = StepGrid.of(shape.labels(), batch, time);
    float[] featuresMask = new float[batch * time];
    float[] labelsMask = new float[batch * time];
    for (int row = 0; row < batch; row++) {
      SequenceExample example = rows.get(row);
      Layout layout = layouts[row];
      features.put(row, layout.firstInput(), example.input());
      feedBack(features, row, layout, example);
      labels.put(row, layout.firstLabel(), example.labels());
      int start = row * time;
      Arrays.fill(featuresMask, start, start + layout.steps(), 1);
      int firstLabel = start + layout.firstLabel();
      if (shape.topology() == Topology.ENCODER_DECODER) {
        Arrays.fill(featuresMask, firstLabel, start + layout.steps(), Topology.TARGET_STEP);
      }
      Arrays.fill(labelsMask, firstLabel, firstLabel + example.labels().length(), 1);
    }
    return new DataSet(
        features.toFeatures(dataType),
        labels.toLabels(dataType),
        mask(featuresMask, batch, time),
        mask(labelsMask, batch, time));
  }

  /** Teacher forcing: a step that has no input of its own reads the label of the step before. */
  private void feedBack(StepGrid features, int row, Layout layout, SequenceExample example) {
    if (shape.feedback().isEmpty()) {
      return;
    }
    int firstFree = layout.firstInput() + example.input().length();
    for (int step = Math.max(firstFree, layout.firstLabel() + 1); step < layout.steps(); step++) {
      int label = ((Symbols) example.labels()).at(step - 1 - layout.firstLabel());
      features.put(row, step, shape.feedback().getAsInt() + label);
    }
  }

  private INDArray mask(float[] mask, int batch, int time) {
    for (float value : mask) {
      if (value != 1) {
        return Nd4j.createFromArray(mask).reshape(batch, time).castTo(dataType);
      }
    }
    return null;
  }
}
