package unroll.experiment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import unroll.data.BatchPlan;
import unroll.data.Frames;
import unroll.data.Sequence;
import unroll.data.SequenceExample;
import unroll.data.Sha256;
import unroll.data.Symbols;
import unroll.task.TaskData;

/**
 * A split that a run is scored on.
 *
 * @param split training, validation or test
 */
public record HeldOut(String split, TaskData data, BatchPlan plan) {
  /** Whether another has the same sequences, in whatever order, read and asked for the same way. */
  boolean isSameAs(HeldOut other) {
    return data.shape().equals(other.data.shape()) && sequences().equals(other.sequences());
  }

  /** A checksum of every sequence with its labels, in an order that follows from them alone. */
  private List<String> sequences() {
    List<String> sums = new ArrayList<>();
    for (int batch = 0; batch < plan.batches(); batch++) {
      for (SequenceExample example : plan.rows(0, batch)) {
        sums.add(sum(example.input()) + sum(example.labels()));
      }
    }
    Collections.sort(sums);
    return sums;
  }

  private static String sum(Sequence sequence) {
    int width = sequence instanceof Frames frames ? frames.width() : 1;
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * sequence.length() * width);
    for (int step = 0; step < sequence.length(); step++) {
      for (int feature = 0; feature < width; feature++) {
        if (sequence instanceof Frames frames) {
          bytes.putFloat(frames.at(step, feature));
        } else {
          bytes.putInt(((Symbols) sequence).at(step));
        }
      }
    }
    return Sha256.of(bytes.array());
  }
}
