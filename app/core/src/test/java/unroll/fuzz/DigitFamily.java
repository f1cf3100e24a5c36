package unroll.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import unroll.data.image.Digits;

/** Images of digits in IDX files. */
final class DigitFamily implements FuzzFamily {
  private static final byte[] IMAGES =
      ByteBuffer.allocate(16 + 3 * 4 * 5).putInt(0x803).putInt(3).putInt(4).putInt(5).array();

  private final List<byte[]> seeds = List.of(IMAGES, FuzzData.gzip(IMAGES));
  private final Path images;
  private final Path labels;

  DigitFamily(Path folder) throws IOException {
    this.images = folder.resolve("input.idx");
    this.labels =
        Files.write(
            folder.resolve("labels"), ByteBuffer.allocate(11).putInt(0x801).putInt(3).array());
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    Files.write(images, input);
    Digits digits = Digits.read(images, labels);
    digits.image(0, 3);
  }
}
