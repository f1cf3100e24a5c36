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
 * feature, time]}. A mask {@code [batch, time]} is 1 where a step belongs to its row (features) or
 * has a label (labels); it is left out where it would be 1 throughout.
 */
final class BatchAssembler {
  private final Topology topology;
  private final DataShape shape;
  private final DataType dataType;

  BatchAssembler(Topology topology, DataShape shape, DataType dataType) {
    this.topology = topology;
    this.shape = shape;
    this.dataType = dataType;
  }

  DataSet assemble(List<SequenceExample> rows) {
    int batch = rows.size();
    Layout[] layouts = new Layout[batch];
    int time = 1;
    for (int row = 0; row < batch; row++) {
      SequenceExample example = rows.get(row);
      layouts[row] = topology.layout(example.input().length(), example.labels().length());
      time = Math.max(time, layouts[row].steps());
    }
    Grid features = new Grid(shape.input(), batch, time);
    Grid labels = new Grid(shape.labels(), batch, time);
    float[] featuresMask = new float[batch * time];
    float[] labelsMask = new float[batch * time];
    for (int row = 0; row < batch; row++) {
      SequenceExample example = rows.get(row);
      Layout layout = layouts[row];
      features.put(row, layout.firstInput(), example.input());
      labels.put(row, layout.firstLabel(), example.labels());
      int start = row * time;
      Arrays.fill(featuresMask, start, start + layout.steps(), 1);
      int firstLabel = start + layout.firstLabel();
      Arrays.fill(labelsMask, firstLabel, firstLabel + example.labels().length(), 1);
    }
    labels.clearUnlabeled();
    return new DataSet(
        features.toArray(),
        labels.toArray(),
        mask(featuresMask, batch, time),
        mask(labelsMask, batch, time));
  }

  private INDArray mask(float[] mask, int batch, int time) {
    for (float value : mask) {
      if (value == 0) {
        return Nd4j.createFromArray(mask).reshape(batch, time).castTo(dataType);
      }
    }
    return null;
  }

  /** The values of all rows and steps of one channel. */
  private final class Grid {
    private final Channel channel;
    private final int batch;
    private final int time;
    private final int[] ids;
    private final float[] numbers;

    Grid(Channel channel, int batch, int time) {
      this.channel = channel;
      this.batch = batch;
      this.time = time;
      this.ids = channel.isSymbols() ? new int[batch * time] : null;
      this.numbers = channel.isSymbols() ? null : new float[batch * channel.size() * time];
      if (ids != null) {
        Arrays.fill(ids, Symbols.NONE);
      }
    }

    void put(int row, int firstStep, Sequence sequence) {
      if (sequence instanceof Symbols symbols && channel.isSymbols()) {
        for (int step = 0; step < symbols.length(); step++) {
          ids[row * time + firstStep + step] = symbols.at(step);
        }
      } else if (sequence instanceof Frames frames && !channel.isSymbols()) {
        putFrames(row, firstStep, frames);
      } else {
        throw new IllegalArgumentException("expected " + channel + ", got another kind");
      }
    }

    private void putFrames(int row, int firstStep, Frames frames) {
      if (frames.width() != channel.size()) {
        throw new IllegalArgumentException(
            "expected frames of " + channel.size() + " numbers, got " + frames.width());
      }
      for (int step = 0; step < frames.length(); step++) {
        for (int feature = 0; feature < frames.width(); feature++) {
          numbers[(row * channel.size() + feature) * time + firstStep + step] =
              frames.at(step, feature);
        }
      }
    }

    /** A masked label must still be a valid id for the loss function to look at. */
    void clearUnlabeled() {
      if (ids != null) {
        for (int i = 0; i < ids.length; i++) {
          ids[i] = Math.max(ids[i], 0);
        }
      }
    }

    INDArray toArray() {
      return ids != null
          ? Nd4j.createFromArray(ids).reshape(batch, 1, time)
          : Nd4j.createFromArray(numbers).reshape(batch, channel.size(), time).castTo(dataType);
    }
  }
}
