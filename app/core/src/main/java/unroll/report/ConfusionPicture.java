package unroll.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.Locale;

/** A confusion matrix, its cells shaded by their share of the row: blue where right. */
final class ConfusionPicture implements Picture {
  private static final int MARGIN = 150;
  private static final int EDGE = 20;
  private static final int LARGEST_CELL = 70;
  private static final int SMALLEST_CELL = 22;
  private static final int FEW_CLASSES = 12;
  private static final int MOST_CELLS = 40;
  private static final int LONGEST_NAME = 16;
  private static final Color TEXT = new Color(0x1b1f24);
  private static final Color LINE = new Color(0xc6ccd3);
  private static final Color HIT = new Color(0x005ab5);
  private static final Color MISS = new Color(0xdc6200);

  private final Confusion confusion;
  private final int shown;
  private final int cell;
  private final Font font;

  /** Of more than 40 classes the first 40 are drawn. */
  ConfusionPicture(Confusion confusion) {
    this.confusion = confusion;
    this.shown = Math.min(confusion.classes().size(), MOST_CELLS);
    boolean hasRoom = shown <= FEW_CLASSES;
    this.cell = hasRoom ? LARGEST_CELL : SMALLEST_CELL;
    this.font = new Font(Font.SANS_SERIF, Font.PLAIN, hasRoom ? 14 : 8);
  }

  @Override
  public int width() {
    return MARGIN + shown * cell + EDGE;
  }

  @Override
  public int height() {
    return MARGIN + shown * cell + EDGE;
  }

  @Override
  public void draw(Graphics2D graphics) {
    graphics.setFont(font);
    FontMetrics metrics = graphics.getFontMetrics();
    List<String> classes = confusion.classes();
    graphics.setColor(TEXT);
    graphics.drawString("expected", EDGE, MARGIN - EDGE / 2);
    graphics.drawString("predicted", MARGIN, EDGE);
    for (int row = 0; row < shown; row++) {
      int middle = MARGIN + row * cell + cell / 2 + metrics.getAscent() / 3;
      String name = name(classes.get(row));
      graphics.setColor(TEXT);
      graphics.drawString(name, MARGIN - 8 - metrics.stringWidth(name), middle);
      drawUpwards(graphics, name, middle);
      for (int column = 0; column < shown; column++) {
        drawCell(graphics, metrics, row, column);
      }
    }
  }

  private static void drawUpwards(Graphics2D graphics, String name, int x) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, MARGIN - 8);
    graphics.rotate(-Math.PI / 2);
    graphics.drawString(name, 0, 0);
    graphics.setTransform(before);
  }

  private void drawCell(Graphics2D graphics, FontMetrics metrics, int row, int column) {
    int left = MARGIN + column * cell;
    int top = MARGIN + row * cell;
    double share = confusion.share(row, column);
    graphics.setColor(mixed(row == column ? HIT : MISS, share));
    graphics.fillRect(left, top, cell, cell);
    graphics.setColor(LINE);
    graphics.drawRect(left, top, cell, cell);
    graphics.setColor(TEXT);
    String count = Long.toString(confusion.counts().get(row)[column]);
    int middle = top + cell / 2 + metrics.getAscent() / 3;
    boolean hasShare = cell == LARGEST_CELL && share > 0;
    drawCentered(graphics, metrics, count, left, hasShare ? middle - 9 : middle);
    if (hasShare) {
      String percent = String.format(Locale.ROOT, "%.0f %%", 100 * share);
      drawCentered(graphics, metrics, percent, left, middle + 11);
    }
  }

  private void drawCentered(
      Graphics2D graphics, FontMetrics metrics, String text, int left, int baseline) {
    graphics.drawString(text, left + (cell - metrics.stringWidth(text)) / 2, baseline);
  }

  /** Dark text stays readable on it. */
  private static Color mixed(Color color, double share) {
    double weight = 0.5 * share;
    return new Color(
        mixed(color.getRed(), weight),
        mixed(color.getGreen(), weight),
        mixed(color.getBlue(), weight));
  }

  private static int mixed(int part, double weight) {
    return (int) Math.round(255 + (part - 255) * weight);
  }

  /** Without characters that XML cannot hold. */
  private static String name(String text) {
    String visible = text.replaceAll("[^\\P{C}\\p{Cf}]|[\\uFFFE\\uFFFF]", "?");
    return visible.length() <= LONGEST_NAME ? visible : visible.substring(0, LONGEST_NAME) + "...";
  }
}
