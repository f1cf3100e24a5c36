package unroll.data.image;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files, right and wrong ones. */
final class IdxFiles {
  private IdxFiles() {}

  /** Writes a head and bytes that need not go with it. */
  static Path write(Path file, int magic, int[] lengths, byte[] bytes) throws IOException {
    boolean packed = file.toString().endsWith(".gz");
    try (OutputStream stored = Files.newOutputStream(file);
        DataOutputStream out =
            new DataOutputStream(packed ? new GZIPOutputStream(stored) : stored)) {
      out.writeInt(magic);
      for (int length : lengths) {
        out.writeInt(length);
      }
      out.write(bytes);
    }
    return file;
  }

  /**
   * Digits that can be told apart by their pixels: all of digit {@code i} have the level {@code 50
   * + i}, and its label is {@code i % 10}.
   */
  static Digits digits(Path folder, int count, int side) throws IOException {
    byte[] pixels = new byte[count * side * side];
    byte[] labels = new byte[count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (50 + i / (side * side));
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 10);
    }
    Path images = folder.resolve("images.gz");
    Path names = folder.resolve("labels");
    write(images, 0x803, new int[] {count, side, side}, pixels);
    write(names, 0x801, new int[] {count}, labels);
    return Digits.read(images, names);
  }
}
