package unroll.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import unroll.config.UserException;
import unroll.data.AtomicFile;

/** Images as PNG and JPEG files. */
public final class ImageFile {
  private ImageFile() {}

  /**
   * Reads a PNG or JPEG file and brings it to a shape: the mean of the area under each pixel where
   * it shrinks, bilinear where it grows, height and width each on their own. What is transparent
   * lies over black; gray is 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601). Of the color
   * profiles only that of a JPEG is heeded; the turn that a camera notes (EXIF) is not.
   *
   * @throws UserException if the file is not there, is neither PNG nor JPEG, is damaged or cut off,
   *     or has more than 50 million pixels, which its header tells before any is decoded
   */
  public static Image read(Path file, ImageShape shape) {
    try {
      if (Files.isDirectory(file)) {
        throw new UserException(file + ": is a folder; expected a PNG or JPEG image");
      } else if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new UserException(file + ": is no regular file; expected a PNG or JPEG image");
      }
      BufferedImage picture = new PictureReader(file).read();
      PixelRows rows = new PixelRows(picture, shape.channels());
      Resampler resampler = new Resampler(picture.getHeight(), picture.getWidth(), shape);
      for (int y = 0; y < picture.getHeight(); y++) {
        resampler.add(rows.read(y));
      }
      return resampler.image();
    } catch (NoSuchFileException e) {
      throw new UserException(file + ": no such file", e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a PNG file for people to look at; numbers below 0 and above 1 are cut.
   *
   * @throws java.io.UncheckedIOException if the disk is full or the folder cannot be written
   */
  public static void write(Path file, Image image) {
    BufferedImage picture = picture(image);
    AtomicFile.write(
        file,
        out -> {
          try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(picture, "png", png);
          }
        });
  }

  private static BufferedImage picture(Image image) {
    ImageShape shape = image.shape();
    BufferedImage picture =
        new BufferedImage(
            shape.width(),
            shape.height(),
            shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < shape.height(); row++) {
        for (int column = 0; column < shape.width(); column++) {
          float level = Math.max(0, Math.min(1, image.at(channel, row, column)));
          picture.getRaster().setSample(column, row, channel, Math.round(255 * level));
        }
      }
    }
    return picture;
  }
}
