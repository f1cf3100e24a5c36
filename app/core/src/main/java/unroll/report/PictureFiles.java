package unroll.report;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import unroll.config.UserException;
import unroll.data.AtomicFile;

/** Pictures as SVG and PNG files of a folder. The same picture gives the same bytes. */
final class PictureFiles {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final Pattern DOCUMENT_TYPE = Pattern.compile("<!DOCTYPE[^>]*>\\s*");
  private static final int PIXELS = 2;
  private static final int LONGEST_NAME = 120;

  private final Path folder;
  private final Set<String> names = new HashSet<>();
  private final List<Path> written = new ArrayList<>();

  /**
   * @throws UserException if the folder cannot be made
   */
  PictureFiles(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be made: " + e, e);
    }
  }

  /**
   * Writes NAME.svg and NAME.png.
   *
   * @param name of which letters, digits, dots and hyphens are kept
   */
  void write(String name, Picture picture) {
    String base = free(name);
    write(base + ".svg", out -> writeSvg(picture, out));
    write(
        base + ".png",
        out -> {
          try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image(picture), "png", png);
          }
        });
  }

  List<Path> written() {
    return List.copyOf(written);
  }

  private void write(String file, AtomicFile.Content content) {
    Path target = folder.resolve(file);
    AtomicFile.write(target, content);
    written.add(target);
  }

  private String free(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
    String base = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    String candidate = base;
    // Folders of some systems do not tell upper from lower case.
    for (int i = 2; !names.add(candidate.toLowerCase(Locale.ROOT)); i++) {
      candidate = base + "-" + i;
    }
    return candidate;
  }

  private static void writeSvg(Picture picture, OutputStream out) throws IOException {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(picture.width(), picture.height()));
    draw(picture, graphics);
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + picture.width() + " " + picture.height());
    StringWriter svg = new StringWriter();
    graphics.stream(root, svg, false, false);
    // A reader would fetch the document type from the net.
    String offline = DOCUMENT_TYPE.matcher(svg.toString()).replaceFirst("");
    out.write(offline.getBytes(StandardCharsets.UTF_8));
  }

  private static Document document() {
    try {
      DOMImplementation dom =
          DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().getDOMImplementation();
      return dom.createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(
            picture.width() * PIXELS, picture.height() * PIXELS, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PIXELS, PIXELS);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    draw(picture, graphics);
    graphics.dispose();
    return image;
  }

  private static void draw(Picture picture, Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.width(), picture.height());
    picture.draw(graphics);
  }
}
