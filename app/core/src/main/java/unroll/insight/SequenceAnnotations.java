package unroll.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unroll.data.Topology;

/** What is known of the steps of any sequences: where they stand, and their labels. */
final class SequenceAnnotations {
  /** Classes that are looked for one by one. */
  private static final int MOST_CLASSES = 40;

  private SequenceAnnotations() {}

  /**
   * @param starts the first step of every sequence
   * @param steps of all sequences
   */
  static List<Annotation> positions(List<Integer> starts, int steps) {
    float[] read = new float[steps];
    float[] left = new float[steps];
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : steps;
      for (int step = starts.get(i); step < end; step++) {
        read[step] = step - starts.get(i);
        left[step] = end - 1f - step;
      }
    }
    return List.of(
        new Annotation("position in the sequence", false, read),
        new Annotation("steps left of the sequence", false, left));
  }

  /** Gives all steps of a sequence the label that its last one has. */
  static int[] spread(int[] labels, List<Integer> starts) {
    int[] spread = new int[labels.length];
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : labels.length;
      Arrays.fill(spread, starts.get(i), end, labels[end - 1]);
    }
    return spread;
  }

  /** Whether a stack that reads first and writes then is writing; none of other networks. */
  static List<Annotation> writing(int[] labels, Topology topology) {
    if (topology != Topology.DELAYED_MANY_TO_MANY) {
      return List.of();
    }
    float[] writes = new float[labels.length];
    for (int step = 0; step < labels.length; step++) {
      writes[step] = labels[step] >= 0 ? 1 : 0;
    }
    return List.of(new Annotation("writing", true, writes));
  }

  /**
   * One annotation a label; none where steps are without one, or labels are too many to be classes.
   */
  static List<Annotation> labels(int[] labels, List<String> names) {
    boolean areComplete = Arrays.stream(labels).noneMatch(label -> label < 0);
    if (!areComplete || names.size() > MOST_CLASSES) {
      return List.of();
    }
    List<Annotation> annotations = new ArrayList<>();
    for (int id = 0; id < names.size(); id++) {
      float[] values = new float[labels.length];
      for (int step = 0; step < labels.length; step++) {
        values[step] = labels[step] == id ? 1 : 0;
      }
      annotations.add(new Annotation("label " + names.get(id), true, values));
    }
    return annotations;
  }
}
