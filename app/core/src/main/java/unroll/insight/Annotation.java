package unroll.insight;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Something that is known of every step of a sequence, to be looked for in the hidden units.
 *
 * @param name in words, such as {@code inside brackets}
 * @param isBinary whether values are 0 (no) and 1 (yes); else they are numbers of any size
 * @param values {@code [step]}
 */
public record Annotation(String name, boolean isBinary, float[] values) {
  /**
   * Of several sequences one after the other, each annotated by itself.
   *
   * @param starts the first step of every sequence
   * @param steps of all sequences
   * @param values of the steps from one place to before another
   */
  static Annotation ofEach(
      String name,
      boolean isBinary,
      List<Integer> starts,
      int steps,
      BiFunction<Integer, Integer, float[]> values) {
    float[] all = new float[steps];
    for (int i = 0; i < starts.size(); i++) {
      int start = starts.get(i);
      int end = i + 1 < starts.size() ? starts.get(i + 1) : steps;
      System.arraycopy(values.apply(start, end), 0, all, start, end - start);
    }
    return new Annotation(name, isBinary, all);
  }

  /** What a unit that tells nothing has: half the area, or no correlation. */
  double middle() {
    return isBinary ? 0.5 : 0;
  }

  /** The same of the steps from {@code from} to before {@code to}. */
  Annotation slice(int from, int to) {
    return new Annotation(name, isBinary, Arrays.copyOfRange(values, from, to));
  }

  /** The same of some steps. */
  Annotation at(int[] places) {
    float[] chosen = new float[places.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = values[places[i]];
    }
    return new Annotation(name, isBinary, chosen);
  }

  /** What is known of the step that follows, at every step; at the last one 0. */
  public Annotation ofNext() {
    float[] next = Arrays.copyOf(Arrays.copyOfRange(values, 1, values.length), values.length);
    return new Annotation(name, isBinary, next);
  }

  /** Steps that are annotated with yes, where it is binary. */
  public int positives() {
    int positives = 0;
    for (float value : values) {
      positives += value == 1 ? 1 : 0;
    }
    return positives;
  }

  /** Whether both yes and no, or different numbers, stand at some {@code fewest} steps or more. */
  boolean varies(int fewest) {
    int different = 0;
    for (float value : values) {
      different += value != values[0] ? 1 : 0;
    }
    return different >= fewest && values.length - different >= (isBinary ? fewest : 0);
  }
}
