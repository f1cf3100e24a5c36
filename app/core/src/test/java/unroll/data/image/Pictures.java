package unroll.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes picture files of every kind that Java writes. */
final class Pictures {
  private Pictures() {}

  static Path png(Path file, BufferedImage picture) throws IOException {
    return write(file, picture, "png");
  }

  static Path write(Path file, BufferedImage picture, String format) throws IOException {
    file.toFile().delete();
    if (!ImageIO.write(picture, format, file.toFile())) {
      throw new IOException("Java does not write this picture as " + format);
    }
    return file;
  }

  /** A picture of one color. */
  static BufferedImage plain(int width, int height, int rgb) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < width * height; pixel++) {
      picture.setRGB(pixel % width, pixel / width, rgb);
    }
    return picture;
  }
}
