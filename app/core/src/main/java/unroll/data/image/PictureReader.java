package unroll.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import unroll.config.UserException;

/** Decodes a PNG or JPEG file of a stranger with Java's own readers. */
final class PictureReader {
  private static final long MOST_PIXELS = 50_000_000;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  /** What libjpeg and its Java side warn of although every pixel is there. */
  private static final Pattern HARMLESS =
      Pattern.compile("(?i).*(profile|JFIF|Adobe|extraneous bytes before marker 0xd9).*");

  private final Path file;
  private final List<String> warnings = new ArrayList<>();

  PictureReader(Path file) {
    this.file = file;
  }

  /**
   * @throws UserException if it is not such a picture, or damaged, or too large
   * @throws IOException if the file cannot be read
   */
  BufferedImage read() throws IOException {
    String format = format();
    requireSound(format);
    ImageReader reader = reader(format);
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      BufferedImage picture = decode(reader);
      Optional<String> damage =
          warnings.stream().filter(warning -> !HARMLESS.matcher(warning).matches()).findFirst();
      if (format.equals("jpeg") && damage.isPresent()) {
        throw damaged(damage.get(), null);
      }
      return picture;
    } finally {
      reader.dispose();
    }
  }

  /** Tells the format by the first bytes, for names lie. */
  private String format() throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(PNG.length);
    }
    if (startsWith(start, PNG)) {
      return "png";
    } else if (startsWith(start, JPEG)) {
      return "jpeg";
    }
    throw new UserException(
        file + (start.length == 0 ? ": is empty; expected" : ": is not") + " a PNG or JPEG image");
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private void requireSound(String format) {
    try {
      if (format.equals("png")) {
        PngChunks.check(file);
      } else {
        JpegScans.check(file);
      }
    } catch (IOException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  /** Not whatever reader else is on the class path: the pixels must not depend on it. */
  private static ImageReader reader(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if ("java.desktop".equals(reader.getClass().getModule().getName())) {
        return reader;
      }
    }
    throw new IllegalStateException("this Java has no reader for " + format);
  }

  /** Java's readers answer a damaged file with exceptions of every kind. */
  private BufferedImage decode(ImageReader reader) {
    try {
      long pixels = requireSize(reader.getWidth(0), reader.getHeight(0));
      ImageTypeSpecifier type = type(reader);
      requireMemory(pixels * type.getColorModel().getPixelSize() / 8);
      ImageReadParam how = reader.getDefaultReadParam();
      how.setDestinationType(type);
      return reader.read(0, how);
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(reason(e), e);
    }
  }

  private long requireSize(int width, int height) {
    long pixels = (long) width * height;
    if (pixels > MOST_PIXELS) {
      throw new UserException(
          "%s: has %d x %d pixels; expected at most %d million"
              .formatted(file, width, height, MOST_PIXELS / 1_000_000));
    }
    return pixels;
  }

  private void requireMemory(long bytes) {
    long limit = Runtime.getRuntime().maxMemory() / 2;
    if (bytes > limit) {
      throw new UserException(
          "%s: takes %d MB while it is decoded, more than half of Java's memory (%d MB)"
              .formatted(file, bytes >> 20, limit >> 20));
    }
  }

  /** As stored where that is gray, else sRGB, so that no profile is applied pixel by pixel. */
  private ImageTypeSpecifier type(ImageReader reader) throws IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()) {
      throw new UserException(
          file + ": has colors that this Java does not decode, such as CMYK; expected RGB or gray");
    }
    ImageTypeSpecifier first = types.next();
    ImageTypeSpecifier type = first;
    while (!type.getColorModel().getColorSpace().isCS_sRGB() && types.hasNext()) {
      type = types.next();
    }
    boolean color = first.getNumBands() >= 3 && type.getColorModel().getColorSpace().isCS_sRGB();
    return color ? type : first;
  }

  private static String reason(Exception e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null || message.isBlank()
        ? deepest.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }

  private UserException damaged(String what, Exception cause) {
    return new UserException(
        file + ": cannot be decoded: " + what + "; expected a whole PNG or JPEG image", cause);
  }
}
