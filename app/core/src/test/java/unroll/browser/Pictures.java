package unroll.browser;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures to be asked about. */
final class Pictures {
  private Pictures() {}

  /** A red disk on white, 16 pixels wide. */
  static Path disk(Path file) throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 16, 16);
    graphics.setColor(Color.RED);
    graphics.fillOval(2, 4, 8, 8);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
