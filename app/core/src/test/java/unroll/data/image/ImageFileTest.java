package unroll.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.config.UserException;

class ImageFileTest {
  private static final ImageShape PIXEL = new ImageShape(3, 1, 1);

  @TempDir private Path folder;

  @Test
  void aWrittenSceneIsReadBackToTheBit() {
    Path file = folder.resolve("scene.png");
    for (CaptionedImage scene : new RenderedScenes(5, 32, 1).draw()) {
      ImageFile.write(file, scene.image());
      assertArrayEquals(
          scene.image().pixels(), ImageFile.read(file, new ImageShape(3, 32, 32)).pixels());
    }
    Image gray = new Image(new ImageShape(1, 2, 3), new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1});
    ImageFile.write(file, gray);
    assertArrayEquals(gray.pixels(), ImageFile.read(file, gray.shape()).pixels());
    assertFalse(Files.exists(folder.resolve("scene.png.tmp")));
  }

  @Test
  void numbersOutsideOfTheRangeAreCutWhenWritten() {
    Path file = folder.resolve("cut.png");
    ImageShape shape = new ImageShape(1, 1, 2);
    ImageFile.write(file, new Image(shape, new float[] {-3, 7}));
    assertArrayEquals(new float[] {0, 1}, ImageFile.read(file, shape).pixels());
  }

  @Test
  void channelsStandOneAfterTheOther() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 0xFF8000);
    picture.setRGB(1, 0, 0x0000FF);
    Path file = Pictures.png(folder.resolve("x.png"), picture);

    assertArrayEquals(
        new float[] {1, 0, 128 / 255f, 0, 0, 1},
        ImageFile.read(file, new ImageShape(3, 1, 2)).pixels());
    assertArrayEquals(
        new float[] {0.299f + 0.587f * 128 / 255, 0.114f},
        ImageFile.read(file, new ImageShape(1, 1, 2)).pixels(),
        1e-6f);
  }

  /** Java's own conversion would make 188 of the gray 128. */
  @ParameterizedTest
  @CsvSource({"png, 10", "jpeg, 10", "png, 11", "png, 5", "jpeg, 5", "png, 6", "png, 2"})
  void grayIsWhatTheFileSaysInEveryKindOfFile(String format, int type) throws IOException {
    BufferedImage picture = new BufferedImage(16, 16, type);
    int full = type == BufferedImage.TYPE_USHORT_GRAY ? 65535 : 255;
    for (int pixel = 0; pixel < 256; pixel++) {
      for (int band = 0; band < picture.getRaster().getNumBands(); band++) {
        int level = band == 3 ? 255 : 128 * full / 255;
        picture.getRaster().setSample(pixel % 16, pixel / 16, band, level);
      }
    }
    Path file = Pictures.write(folder.resolve("gray"), picture, format);

    for (float level : ImageFile.read(file, PIXEL).pixels()) {
      assertEquals(128 / 255f, level, 1e-4f);
    }
    assertEquals(128 / 255f, ImageFile.read(file, new ImageShape(1, 1, 1)).at(0, 0, 0), 1e-4f);
  }

  @Test
  void palettesAndSingleBitsAreRead() throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_BINARY}) {
      BufferedImage picture = new BufferedImage(2, 1, type);
      picture.setRGB(1, 0, 0xFFFFFFFF);
      Path file = Pictures.png(folder.resolve("palette.png"), picture);
      assertArrayEquals(
          new float[] {0, 1, 0, 1, 0, 1}, ImageFile.read(file, new ImageShape(3, 1, 2)).pixels());
    }
  }

  @Test
  void whatIsTransparentLiesOverBlack() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, 0x00FFFFFF);
    picture.setRGB(1, 0, 0x33FF00FF);
    Path file = Pictures.png(folder.resolve("x.png"), picture);

    assertArrayEquals(
        new float[] {0, 0.2f, 0, 0, 0, 0.2f},
        ImageFile.read(file, new ImageShape(3, 1, 2)).pixels(),
        1e-6f);
  }

  @Test
  void theColorProfileOfAJpegIsHeeded() throws IOException {
    BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < 256; pixel++) {
      picture.setRGB(pixel % 16, pixel / 16, 0x373737);
    }
    Path file = Pictures.write(folder.resolve("linear.jpg"), picture, "jpeg");
    byte[] plain = Files.readAllBytes(file);
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    int header = 4 + ByteBuffer.wrap(plain).getShort(4);
    ByteArrayOutputStream tagged = new ByteArrayOutputStream();
    tagged.write(plain, 0, header);
    int length = 2 + 14 + profile.length;
    tagged.write(new byte[] {(byte) 0xFF, (byte) 0xE2, (byte) (length >> 8), (byte) length});
    tagged.write("ICC_PROFILE\0\1\1".getBytes("US-ASCII"));
    tagged.write(profile);
    tagged.write(plain, header, plain.length - header);
    Files.write(file, tagged.toByteArray());

    assertEquals(128, 255 * ImageFile.read(file, PIXEL).at(1, 0, 0), 2, "linear 55 looks like 128");
  }

  @Test
  void aLargePhotoIsAveragedNotSampled() throws IOException {
    BufferedImage picture = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 300; x += 2) {
      for (int y = 0; y < 200; y++) {
        picture.setRGB(x, y, 0xFFFFFF);
      }
    }
    Path file = Pictures.png(folder.resolve("stripes.png"), picture);
    for (float level : ImageFile.read(file, new ImageShape(3, 10, 10)).pixels()) {
      assertEquals(0.5f, level, 1e-5f);
    }
  }

  @Test
  void everyCutOffFileIsRefused() throws IOException {
    Random random = new Random(1);
    BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < 1200; pixel++) {
      picture.setRGB(pixel % 40, pixel / 40, pixel * 100 + random.nextInt(30));
    }
    for (String format : new String[] {"png", "jpeg"}) {
      Path file = Pictures.write(folder.resolve("whole"), picture, format);
      byte[] whole = Files.readAllBytes(file);
      assertEquals(PIXEL, ImageFile.read(file, PIXEL).shape());
      for (int kept = 0; kept < whole.length; kept += kept < whole.length - 40 ? 31 : 1) {
        Files.write(file, Arrays.copyOf(whole, kept));
        assertTrue(refusal(file).startsWith(": "), format);
      }
      Files.write(file, Arrays.copyOf(whole, whole.length - 20));
      assertEquals(
          format.equals("png")
              ? ": cannot be decoded: it ends too early; expected a whole PNG or JPEG image"
              : ": cannot be decoded: Truncated File - Missing EOI marker; expected a whole PNG or"
                  + " JPEG image",
          refusal(file));
    }
  }

  @Test
  void aChangedByteIsReadOrRefusedButNeverACrash() throws IOException {
    Random random = new Random(2);
    BufferedImage picture = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_INDEXED);
    for (String format : new String[] {"png", "jpeg"}) {
      BufferedImage source =
          format.equals("png") ? picture : new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
      Path file = Pictures.write(folder.resolve("broken"), source, format);
      byte[] whole = Files.readAllBytes(file);
      int refused = 0;
      for (int round = 0; round < 120; round++) {
        byte[] broken = whole.clone();
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
        Files.write(file, broken);
        try {
          ImageFile.read(file, PIXEL);
        } catch (UserException e) {
          assertEquals(1, e.getMessage().lines().count(), e.getMessage());
          refused++;
        }
      }
      assertTrue(refused > 20, format + " refused: " + refused);
    }
  }

  @Test
  void aChangedPngIsRefusedByItsChecksum() throws IOException {
    Path file = Pictures.png(folder.resolve("x.png"), new BufferedImage(9, 9, 1));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    String message = refusal(file);
    assertEquals(
        ": cannot be decoded: chunk IDAT has a wrong checksum; expected a whole PNG or JPEG image",
        message);
  }

  @Test
  void aFileOfMoreThanFiftyMillionPixelsIsRefusedByItsHeader() throws IOException {
    Path file = Pictures.png(folder.resolve("bomb.png"), new BufferedImage(9, 9, 1));
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(16, 10_000);
    header.putInt(20, 5_001);
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 12, 17);
    header.putInt(29, (int) checksum.getValue());
    Files.write(file, bytes);

    assertEquals(": has 10000 x 5001 pixels; expected at most 50 million", refusal(file));
  }

  @Test
  void whatIsNoImageIsToldApart() throws IOException {
    Path file = folder.resolve("photo.png");
    assertEquals(": no such file", refusal(file));
    Files.writeString(file, "GIF89a, or so it says");
    assertEquals(": is not a PNG or JPEG image", refusal(file));
    Files.write(file, new byte[0]);
    assertEquals(": is empty; expected a PNG or JPEG image", refusal(file));
    assertEquals(": is a folder; expected a PNG or JPEG image", refusal(folder));
  }

  /** As print shops store them: a byte of 255 is no ink. */
  @Test
  void aCmykJpegIsReadOrRefusedInWords() throws IOException {
    Path file = folder.resolve("print.jpg");
    WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    for (int sample = 0; sample < 1024; sample++) {
      inks.setSample(sample % 16, sample / 16 % 16, sample / 256, 255);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(new IIOImage(inks, null, null));
    }
    try {
      assertArrayEquals(new float[] {1, 1, 1}, ImageFile.read(file, PIXEL).pixels(), 0.01f);
    } catch (UserException e) {
      assertTrue(e.getMessage().endsWith("such as CMYK; expected RGB or gray"), e.getMessage());
    }
  }

  @Test
  void aJpegUnderTheNameOfAPngIsRead() throws IOException {
    Path file = Pictures.write(folder.resolve("x.png"), new BufferedImage(9, 9, 1), "jpeg");
    assertEquals(0f, ImageFile.read(file, PIXEL).at(0, 0, 0), 0.01f);
  }

  private static String refusal(Path file) {
    String message =
        assertThrows(UserException.class, () -> ImageFile.read(file, PIXEL)).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
    return message.substring(file.toString().length());
  }

  @Test
  void aJpegThatGoesOverItsPixelsAgainAndAgainIsRefused() throws IOException {
    Path file = folder.resolve("scans.jpg");
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "jpeg", file.toFile());
    assertEquals(3, ImageFile.read(file, PIXEL).pixels().length);

    byte[] good = Files.readAllBytes(file);
    byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, (byte) 0xFF, 0};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(good, 0, good.length - 2);
    for (int i = 0; i < 100; i++) {
      bytes.writeBytes(scan);
    }
    bytes.write(good, good.length - 2, 2);
    Files.write(file, bytes.toByteArray());

    UserException e = assertThrows(UserException.class, () -> ImageFile.read(file, PIXEL));
    assertEquals(
        file
            + ": cannot be decoded: it has more than 100 scans; expected a whole PNG or JPEG image",
        e.getMessage());
  }
}
