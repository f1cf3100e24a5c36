package unroll.data;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.config.UserException;

/**
 * The values of one channel at all steps of a batch, on their way into an array. For {@link
 * Channel.Mixed} the ids say what stands at a step.
 */
public final class StepGrid {
  /** That one Java array holds on every JVM. */
  private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

  private final Channel channel;
  private final int batch;
  private final int time;

  /** {@code [batch, time]}, null for numbers alone. */
  private final int[] ids;

  /** {@code [batch, feature, time]}, null for symbols alone. */
  private final float[] numbers;

  private StepGrid(Channel channel, int batch, int time, int[] ids, float[] numbers) {
    this.channel = channel;
    this.batch = batch;
    this.time = time;
    this.ids = ids;
    this.numbers = numbers;
  }

  /**
   * A grid in which nothing stands.
   *
   * @throws UserException if no array holds so much
   */
  public static StepGrid of(Channel channel, int batch, int time) {
    boolean hasIds = channel.isSymbols() || channel instanceof Channel.Mixed;
    int[] ids = hasIds ? new int[size(1, batch, time)] : null;
    if (hasIds) {
      Arrays.fill(ids, Symbols.NONE);
    }
    float[] numbers = channel.isSymbols() ? null : new float[size(channel.size(), batch, time)];
    return new StepGrid(channel, batch, time, ids, numbers);
  }

  private static int size(int numbers, int batch, int time) {
    long size = (long) numbers * batch * time;
    if (size > MOST_NUMBERS) {
      throw new UserException(
          "training.batch-size: %,d sequences of %,d steps of %,d numbers are too much for one"
                  .formatted(batch, time, numbers)
              + " batch; expected fewer, or shorter sequences");
    }
    return (int) size;
  }

  /** Lays a sequence from a step on. */
  public void put(int row, int firstStep, Sequence sequence) {
    if (sequence instanceof Symbols symbols && ids != null) {
      for (int step = 0; step < symbols.length(); step++) {
        put(row, firstStep + step, symbols.at(step));
      }
    } else if (sequence instanceof Frames frames && numbers != null) {
      putFrames(row, firstStep, frames);
    } else {
      throw new IllegalArgumentException("expected " + channel + ", got another kind");
    }
  }

  /** Lays one symbol. */
  public void put(int row, int step, int id) {
    ids[row * time + step] = id;
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
      if (ids != null) {
        put(row, firstStep + step, Symbols.FRAME);
      }
    }
  }

  /** The array a network reads. */
  public INDArray toFeatures(DataType dataType) {
    if (numbers == null) {
      return Nd4j.createFromArray(ids).reshape(batch, 1, time);
    }
    INDArray frames = Nd4j.createFromArray(numbers).reshape(batch, channel.size(), time);
    return ids == null
        ? frames.castTo(dataType)
        : Nd4j.concat(
            1,
            Nd4j.createFromArray(ids).reshape(batch, 1, time).castTo(dataType),
            frames.castTo(dataType));
  }

  /** As features, but a masked label must still be a valid id for the loss function to look at. */
  INDArray toLabels(DataType dataType) {
    if (numbers == null) {
      for (int i = 0; i < ids.length; i++) {
        ids[i] = Math.max(ids[i], 0);
      }
    }
    return toFeatures(dataType);
  }
}
