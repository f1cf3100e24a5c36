package unroll.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import unroll.command.CommandLineRun;
import unroll.data.FrameShape;
import unroll.data.video.VideoFormat;
import unroll.data.video.VideoWriter;

/** Small good files of every kind. */
final class FuzzData {
  private FuzzData() {}

  static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  /** A file of the project. */
  static byte[] project(String file) {
    try {
      return Files.readAllBytes(CommandLineRun.project(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first lines of a file of the project. */
  static byte[] lines(String file, int count) {
    String text = new String(project(file), UTF_8);
    return text(text.lines().limit(count).reduce("", (all, line) -> all + line + "\n"));
  }

  static byte[] picture(String format, int type) {
    BufferedImage image = new BufferedImage(7, 5, type);
    Random random = new Random(1);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Four frames of noise. */
  static byte[] video(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    FrameShape shape = new FrameShape(3, 16, 16);
    Random random = new Random(1);
    try (VideoWriter video = new VideoWriter(file, VideoFormat.of(file), shape, 10)) {
      for (int frame = 0; frame < 4; frame++) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextFloat();
        }
        video.add(values);
      }
      video.finish();
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  /** NumPy's format with the numbers given. */
  static byte[] npy(String type, String shape, int numberBytes, int numbers) {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
    int length = (10 + header.length() + 64) / 64 * 64 - 10;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(length);
    out.write(length >> 8);
    out.writeBytes(text(header + " ".repeat(length - header.length() - 1) + "\n"));
    out.writeBytes(new byte[numberBytes * numbers]);
    return out.toByteArray();
  }
}
