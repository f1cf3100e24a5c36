package unroll.data.video;

import java.util.List;

/**
 * A clip with a label for every frame.
 *
 * @param frames {@code [channel, row, column]} each, 0 to 1
 * @param intervals in order, without gaps, from the first frame to the last
 */
public record LabeledClip(List<float[]> frames, List<LabeledInterval> intervals) {
  public LabeledClip {
    frames = List.copyOf(frames);
    intervals = List.copyOf(intervals);
  }
}
