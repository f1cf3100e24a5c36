package unroll.report;

import java.awt.Graphics2D;

/** Something that can be drawn, on white. */
interface Picture {
  /** In units of which a PNG file has several pixels. */
  int width();

  int height();

  void draw(Graphics2D graphics);
}
