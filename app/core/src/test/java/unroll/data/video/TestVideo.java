package unroll.data.video;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import unroll.data.FrameShape;

/** Videos for tests: a bright box moves over a dark ground with soft edges. */
final class TestVideo {
  static final int RATE = 12;

  private TestVideo() {}

  static List<float[]> frames(FrameShape shape, int count) {
    List<float[]> frames = new ArrayList<>();
    for (int frame = 0; frame < count; frame++) {
      float[] values = new float[shape.size()];
      for (int row = 0; row < shape.height(); row++) {
        for (int column = 0; column < shape.width(); column++) {
          double down = (row + 0.5) / shape.height() - 0.5;
          double right = (column + 0.5) / shape.width() - 0.5 - 0.25 * Math.sin(frame / 4.0);
          float light = (float) Math.exp(-10 * (down * down + right * right));
          for (int channel = 0; channel < shape.channels(); channel++) {
            values[Pixels.index(shape, channel, row, column)] =
                0.1f + light * (0.8f - 0.3f * channel);
          }
        }
      }
      frames.add(values);
    }
    return frames;
  }

  /** Frames that no encoder can make small. */
  static List<float[]> noise(FrameShape shape, int count) {
    Random random = new Random(8);
    List<float[]> frames = new ArrayList<>();
    for (int frame = 0; frame < count; frame++) {
      float[] values = new float[shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat();
      }
      frames.add(values);
    }
    return frames;
  }

  static Path write(Path file, VideoFormat format, FrameShape shape, List<float[]> frames) {
    try (VideoWriter video = new VideoWriter(file, format, shape, RATE)) {
      frames.forEach(video::add);
      video.finish();
    }
    return file;
  }

  static List<VideoFrame> read(Path file, FrameShape shape) {
    try (VideoReader video = new VideoReader(file, shape)) {
      return rest(video);
    }
  }

  static List<VideoFrame> read(byte[] stream, FrameShape shape) {
    try (VideoReader video = new VideoReader("-", new ByteArrayInputStream(stream), shape)) {
      return rest(video);
    }
  }

  private static List<VideoFrame> rest(VideoReader video) {
    List<VideoFrame> frames = new ArrayList<>();
    video.forEachRemaining(frames::add);
    return frames;
  }

  /** The mean difference of all values of all frames. */
  static double difference(List<float[]> expected, List<VideoFrame> found) {
    double sum = 0;
    long count = 0;
    for (int frame = 0; frame < expected.size(); frame++) {
      float[] values = expected.get(frame);
      for (int i = 0; i < values.length; i++) {
        sum += Math.abs(values[i] - found.get(frame).values()[i]);
      }
      count += values.length;
    }
    return sum / count;
  }
}
