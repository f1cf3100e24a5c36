package unroll.notebook;

import java.util.List;

/**
 * Pieces of a text on the colors of their numbers: blue below zero, orange above.
 *
 * @param values one a piece
 * @param largest the number of the strongest color
 */
public record ColoredText(String title, List<String> pieces, double[] values, double largest)
    implements Picture {
  private static final int WIDTH = 720;
  private static final int SIZE = 14;
  private static final int HIGH = 24;
  private static final int LEFT = 10;

  @Override
  public String svg() {
    Svg pieced = new Svg(WIDTH, place(null) + HIGH + 6);
    pieced.text(LEFT, 20, Svg.Anchor.START, SIZE, Svg.TEXT, title);
    place(pieced);
    return pieced.toString();
  }

  /**
   * Lays the pieces out in lines.
   *
   * @param svg where to draw them; null: only measured
   * @return where the last line begins
   */
  private double place(Svg svg) {
    double x = LEFT;
    double y = 32;
    for (int i = 0; i < pieces.size(); i++) {
      boolean isEnd = pieces.get(i).equals("\n");
      String piece = isEnd ? "⏎" : pieces.get(i);
      boolean isLetter = piece.codePointCount(0, piece.length()) == 1;
      double wide = isLetter && piece.codePointAt(0) < 0x1100 || isEnd ? 11 : wideOf(piece);
      if (x + wide > WIDTH - LEFT) {
        x = LEFT;
        y += HIGH;
      }
      if (svg != null) {
        svg.rectangle(x, y, wide, HIGH - 2, Svg.diverging(values[i] / largest), "none");
        svg.text(x + wide / 2, y + 16, Svg.Anchor.MIDDLE, SIZE, Svg.TEXT, piece);
      }
      x = isEnd ? WIDTH : x + wide;
    }
    return y;
  }

  private static double wideOf(String piece) {
    return Svg.widthOf(piece, SIZE) + 8;
  }
}
