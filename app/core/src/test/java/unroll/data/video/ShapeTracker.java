package unroll.data.video;

import java.util.ArrayList;
import java.util.List;
import unroll.data.FrameShape;

/**
 * Labels frames of {@link MovingShapes} as they come, by the last two: where the picture before,
 * shifted by some pixels, fits best, there the shape went; where no shift fits, the scene is new.
 */
final class ShapeTracker {
  private static final int FARTHEST = 4;
  private static final double FITS = 0.6;

  private final FrameShape shape;
  private float[] before;

  ShapeTracker(FrameShape shape) {
    this.shape = shape;
  }

  String label(float[] frame) {
    float[] last = before;
    before = frame;
    if (last == null) {
      return MovingShapes.CUT;
    }
    double foreground = distance(frame, mean(frame), 0, 0);
    Motion best = Motion.STILL;
    double least = distance(frame, last, 0, 0);
    for (Motion motion : Motion.values()) {
      for (int step = 1; step <= FARTHEST; step++) {
        double distance = distance(frame, last, step * motion.down(), step * motion.right());
        if (distance < least) {
          least = distance;
          best = motion;
        }
      }
    }
    return least > FITS * foreground
        ? MovingShapes.CUT
        : best.name().toLowerCase(java.util.Locale.ROOT);
  }

  private float[] mean(float[] frame) {
    float[] mean = new float[frame.length];
    int pixels = shape.height() * shape.width();
    for (int channel = 0; channel < shape.channels(); channel++) {
      float sum = 0;
      for (int i = 0; i < pixels; i++) {
        sum += frame[channel * pixels + i];
      }
      java.util.Arrays.fill(mean, channel * pixels, (channel + 1) * pixels, sum / pixels);
    }
    return mean;
  }

  private double distance(float[] frame, float[] last, int down, int right) {
    double sum = 0;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < shape.height(); row++) {
        for (int column = 0; column < shape.width(); column++) {
          int fromRow = Math.floorMod(row - down, shape.height());
          int fromColumn = Math.floorMod(column - right, shape.width());
          double difference =
              frame[Pixels.index(shape, channel, row, column)]
                  - last[Pixels.index(shape, channel, fromRow, fromColumn)];
          sum += difference * difference;
        }
      }
    }
    return sum;
  }

  /** The label of every frame. */
  static List<String> labels(List<LabeledInterval> intervals) {
    List<String> labels = new ArrayList<>();
    for (LabeledInterval interval : intervals) {
      for (int frame = interval.start(); frame < interval.end(); frame++) {
        labels.add(interval.label());
      }
    }
    return labels;
  }
}
