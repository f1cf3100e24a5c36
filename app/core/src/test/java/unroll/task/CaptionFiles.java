package unroll.task;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import unroll.data.image.Image;
import unroll.data.image.ImageFile;
import unroll.data.image.ImageShape;

/** Writes small images and digits for tests of captions. */
final class CaptionFiles {
  private CaptionFiles() {}

  /** A gray PNG file of one level, 0 to 255. */
  static void png(Path file, int level) {
    ImageShape shape = new ImageShape(1, 4, 4);
    float[] pixels = new float[shape.size()];
    Arrays.fill(pixels, level / 255f);
    ImageFile.write(file, new Image(shape, pixels));
  }

  /**
   * The files {@code digit-images} and {@code labels} of digits of 8 x 8 pixels: all pixels of
   * digit {@code i} have the level {@code 50 + i}, and it is an {@code i % 10}.
   */
  static void digits(Path folder, int count) throws IOException {
    byte[] pixels = new byte[count * 64];
    byte[] labels = new byte[count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (50 + i / 64);
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 10);
    }
    write(folder.resolve("digit-images"), 0x803, new int[] {count, 8, 8}, pixels);
    write(folder.resolve("labels"), 0x801, new int[] {count}, labels);
  }

  private static void write(Path file, int magic, int[] lengths, byte[] bytes) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(magic);
      for (int length : lengths) {
        out.writeInt(length);
      }
      out.write(bytes);
    }
  }
}
