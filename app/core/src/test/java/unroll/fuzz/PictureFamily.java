package unroll.fuzz;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import unroll.data.image.ImageFile;
import unroll.data.image.ImageShape;

/** Images, half of the PNG files with checksums that fit again. */
final class PictureFamily implements FuzzFamily {
  private static final int SIGNATURE = 8;

  private final List<byte[]> seeds =
      List.of(
          FuzzData.picture("png", BufferedImage.TYPE_INT_ARGB),
          FuzzData.picture("png", BufferedImage.TYPE_BYTE_INDEXED),
          FuzzData.picture("png", BufferedImage.TYPE_USHORT_GRAY),
          FuzzData.picture("jpeg", BufferedImage.TYPE_INT_RGB),
          FuzzData.picture("jpeg", BufferedImage.TYPE_BYTE_GRAY));
  private final Path file;

  PictureFamily(Path folder) {
    this.file = folder.resolve("input.png");
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public byte[] input(Random random) {
    byte[] input = FuzzFamily.super.input(random);
    return random.nextBoolean() ? withChecksums(input) : input;
  }

  private static byte[] withChecksums(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png.clone());
    int at = SIGNATURE;
    while (at >= SIGNATURE && at + 12 <= png.length) {
      int length = bytes.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 sum = new CRC32();
      sum.update(png, at + 4, length + 4);
      bytes.putInt(at + 8 + length, (int) sum.getValue());
      at += 12 + length;
    }
    return bytes.array();
  }

  @Override
  public void read(byte[] input) throws IOException {
    Files.write(file, input);
    ImageFile.read(file, new ImageShape(3, 6, 6));
  }
}
