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
        Sha256 sum = new Sha256();
        add(example.input(), sum);
        add(example.labels(), sum);
        sums.add(sum.hex());
      }
    }
    Collections.sort(sums);
    return sums;
  }

  private static void add(Sequence sequence, Sha256 sum) {
    int width = sequence instanceof Frames frames ? frames.width() : 1;
    ByteBuffer step = ByteBuffer.allocate(Float.BYTES * width);
    sum.add(step.putInt(0, sequence.length()).array(), Integer.BYTES);
    for (int at = 0; at < sequence.length(); at++) {
      step.clear();
      for (int feature = 0; feature < width; feature++) {
        if (sequence instanceof Frames frames) {
          step.putFloat(frames.at(at, feature));
        } else {
          step.putInt(((Symbols) sequence).at(at));
        }
      }
      sum.add(step.array(), step.position());
    }
  }
}
