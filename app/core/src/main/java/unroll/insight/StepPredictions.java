package unroll.insight;

import java.util.Arrays;
import java.util.Objects;

/**
 * The largest outputs of a network at every step, the largest first: probabilities where labels are
 * symbols or yes and no. Those of a network that answers once are the answers that it would give if
 * the sequence ended at the step; of one that reads both ways long sequences have them at the last
 * step only.
 *
 * @param most outputs kept of a step
 * @param ids {@code [step, rank]}, -1 at a step without an output
 * @param values {@code [step, rank]}
 * @param ofLabel what the output of a step's label is; NaN where a step has no label, or labels are
 *     no symbols
 */
public record StepPredictions(int most, int[] ids, float[] values, float[] ofLabel) {

  static StepPredictions empty(int steps, int most) {
    int[] ids = new int[Math.multiplyExact(steps, most)];
    float[] ofLabel = new float[steps];
    Arrays.fill(ids, -1);
    Arrays.fill(ofLabel, Float.NaN);
    return new StepPredictions(most, ids, new float[ids.length], ofLabel);
  }

  public int steps() {
    return ofLabel.length;
  }

  /** The output at a rank from 0, -1 where the step has none. */
  public int id(int step, int rank) {
    return ids[step * most + Objects.checkIndex(rank, most)];
  }

  public float value(int step, int rank) {
    return values[step * most + Objects.checkIndex(rank, most)];
  }

  /** Cross-entropy of a step in nats, NaN where {@link #ofLabel} is. */
  public double loss(int step) {
    return loss(ofLabel[step]);
  }

  /** Cross-entropy in nats where the label got a probability; NaN of NaN. */
  static double loss(float ofLabel) {
    return -Math.log(Math.max(ofLabel, Float.MIN_NORMAL));
  }

  /** The same with fewer outputs a step. */
  StepPredictions top(int fewer) {
    int kept = Math.min(fewer, most);
    int[] topIds = new int[steps() * kept];
    float[] topValues = new float[topIds.length];
    for (int step = 0; step < steps(); step++) {
      System.arraycopy(ids, step * most, topIds, step * kept, kept);
      System.arraycopy(values, step * most, topValues, step * kept, kept);
    }
    return new StepPredictions(kept, topIds, topValues, ofLabel);
  }

  /** The same of steps whose labels nobody knows. */
  StepPredictions unlabeled() {
    float[] none = new float[steps()];
    Arrays.fill(none, Float.NaN);
    return new StepPredictions(most, ids, values, none);
  }

  /** Keeps the largest of a step's outputs; equal ones in their order. */
  void keep(int step, float[] outputs) {
    int first = step * most;
    int kept = 0;
    for (int id = 0; id < outputs.length; id++) {
      int place = first + kept;
      if (kept == most) {
        if (outputs[id] <= values[--place]) {
          continue;
        }
      } else {
        kept++;
      }
      for (; place > first && values[place - 1] < outputs[id]; place--) {
        values[place] = values[place - 1];
        ids[place] = ids[place - 1];
      }
      values[place] = outputs[id];
      ids[place] = id;
    }
  }
}
