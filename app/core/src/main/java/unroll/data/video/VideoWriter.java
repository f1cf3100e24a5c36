package unroll.data.video;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import unroll.data.FrameShape;

/**
 * Writes a video file at a constant frame rate. It is written aside and takes its name in {@link
 * #finish()}; without that call nothing is left of it.
 *
 * <pre>
 *   try (VideoWriter video = new VideoWriter(file, VideoFormat.of(file), shape, 12)) {
 *     frames.forEach(video::add);
 *     video.finish();
 *   }
 * </pre>
 */
public final class VideoWriter implements AutoCloseable {
  private static final int WHITE = 255;
  private static final int RGB = 0xFFFFFF;

  private final Path target;
  private final Path aside;
  private final FrameShape shape;
  private final VideoEncoder encoder;
  private final EncoderFrame frame;
  private final PacketFile packets;
  private boolean closed;

  /**
   * @param shape of the frames given as numbers; images must be as high and as wide
   * @param framesPerSecond at least 1; GIF cannot show more than 50
   * @throws IllegalArgumentException if the format cannot hold such frames
   * @throws UncheckedIOException if the file cannot be written
   */
  public VideoWriter(Path target, VideoFormat format, FrameShape shape, int framesPerSecond) {
    Pixels.require(shape);
    Ffmpeg.load();
    this.target = target;
    this.aside = target.resolveSibling(target.getFileName() + ".tmp");
    this.shape = shape;
    this.encoder = new VideoEncoder(format, shape.width(), shape.height(), framesPerSecond);
    try {
      this.packets = new PacketFile(aside, format.container(), encoder.context());
    } catch (RuntimeException e) {
      encoder.close();
      aside.toFile().delete();
      throw e;
    }
    this.frame = new EncoderFrame(format, shape.width(), shape.height());
  }

  /**
   * Adds a frame.
   *
   * @param values {@code [channel, row, column]}, 0 to 1
   * @throws IllegalArgumentException if there are more or fewer values, or others
   */
  public void add(float[] values) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "expected %d values, got %d".formatted(shape.size(), values.length));
    }
    int[] pixels = new int[shape.height() * shape.width()];
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++) {
        int red = level(values, 0, row, column);
        boolean gray = shape.channels() == 1;
        int green = gray ? red : level(values, 1, row, column);
        int blue = gray ? red : level(values, 2, row, column);
        pixels[row * shape.width() + column] = red << 16 | green << 8 | blue;
      }
    }
    encode(pixels);
  }

  private int level(float[] values, int channel, int row, int column) {
    float value = values[Pixels.index(shape, channel, row, column)];
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("expected values from 0 to 1, got " + value);
    }
    return Math.round(value * WHITE);
  }

  /**
   * Adds a frame in color; transparency is left out.
   *
   * @throws IllegalArgumentException if the image is larger or smaller than the video
   */
  public void add(BufferedImage image) {
    if (image.getWidth() != shape.width() || image.getHeight() != shape.height()) {
      throw new IllegalArgumentException(
          "expected an image of %d x %d pixels, got %d x %d"
              .formatted(shape.width(), shape.height(), image.getWidth(), image.getHeight()));
    }
    int[] pixels = image.getRGB(0, 0, shape.width(), shape.height(), null, 0, shape.width());
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= RGB;
    }
    encode(pixels);
  }

  private void encode(int[] pixels) {
    requireOpen();
    encoder.encode(frame.of(pixels), packets::write);
  }

  /**
   * Ends the video and gives the file its name.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void finish() {
    requireOpen();
    encoder.encode(null, packets::write);
    packets.finish();
    release();
    try {
      try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the video is finished");
    }
  }

  private void release() {
    if (!closed) {
      closed = true;
      packets.close();
      frame.close();
      encoder.close();
    }
  }

  @Override
  public void close() {
    release();
    aside.toFile().delete();
  }
}
