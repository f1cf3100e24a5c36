package unroll.task;

import java.util.Random;
import unroll.data.FrameShape;
import unroll.data.Frames;

/**
 * Videos whose picture is moved, all frames alike; what leaves on one side comes in on the other.
 *
 * @param longest how far at most, as a share of the rows and of the columns
 */
record MovedFrames(FrameShape shape, double longest) {
  private static final float WHITE = 255;

  /** The same video moved by whole pixels, every distance being as likely. */
  Frames of(Frames video, Random random) {
    int down = distance(shape.height(), random);
    int right = distance(shape.width(), random);
    byte[] moved = new byte[Math.multiplyExact(video.length(), shape.size())];
    int at = 0;
    for (int step = 0; step < video.length(); step++) {
      for (int channel = 0; channel < shape.channels(); channel++) {
        for (int row = 0; row < shape.height(); row++) {
          int from = Math.floorMod(row - down, shape.height());
          int start = (channel * shape.height() + from) * shape.width();
          for (int column = 0; column < shape.width(); column++) {
            int feature = start + Math.floorMod(column - right, shape.width());
            moved[at++] = (byte) Math.round(video.at(step, feature) * WHITE);
          }
        }
      }
    }
    return Frames.ofBytes(moved, shape.size());
  }

  private int distance(int side, Random random) {
    int most = (int) Math.round(longest * side);
    return random.nextInt(2 * most + 1) - most;
  }
}
