package unroll.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Curves as pictures in which every run keeps its color. */
final class CurvePicture {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 500;
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Color GRID = new Color(0xc6ccd3);

  /** The palette of the pages in light. */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x00805d),
          new Color(0xb0558a),
          new Color(0xa86f00),
          new Color(0x2a8abf),
          new Color(0x857a00),
          new Color(0x1b1f24));

  private static final List<float[]> DASHES =
      List.of(new float[] {1, 0}, new float[] {8, 4}, new float[] {2, 3}, new float[] {9, 3, 2, 3});

  private final List<String> runs;

  /**
   * @param runs all there are, in the order of their colors
   */
  CurvePicture(List<String> runs) {
    this.runs = List.copyOf(runs);
  }

  Picture of(Curve curve) {
    JFreeChart chart = chart(curve);
    return new Picture() {
      @Override
      public int width() {
        return WIDTH;
      }

      @Override
      public int height() {
        return HEIGHT;
      }

      @Override
      public void draw(Graphics2D graphics) {
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
      }
    };
  }

  private JFreeChart chart(Curve curve) {
    XYSeriesCollection lines = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    for (Curve.Line line : curve.lines()) {
      int series = lines.getSeriesCount();
      lines.addSeries(series(line));
      int run = runs.indexOf(line.run());
      renderer.setSeriesPaint(series, COLORS.get(run % COLORS.size()));
      renderer.setSeriesStroke(series, stroke(run));
      // A line of one point is none.
      renderer.setSeriesShapesVisible(series, line.steps().length == 1);
    }
    XYPlot plot = new XYPlot(lines, axis(curve.over()), axis(curve.name()), renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setOutlineVisible(false);
    JFreeChart chart = new JFreeChart(null, TEXT, plot, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getLegend().setItemFont(TEXT);
    chart.getLegend().setFrame(BlockBorder.NONE);
    return chart;
  }

  private static XYSeries series(Curve.Line line) {
    XYSeries series = new XYSeries(line.run(), false, false);
    for (int i = 0; i < line.steps().length; i++) {
      double value = line.values()[i];
      series.add(line.steps()[i], Double.isFinite(value) ? value : Double.NaN);
    }
    return series;
  }

  private static BasicStroke stroke(int run) {
    float[] dash = DASHES.get(run / COLORS.size() % DASHES.size());
    return new BasicStroke(
        2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash[1] == 0 ? null : dash, 0f);
  }

  private static NumberAxis axis(String name) {
    NumberAxis axis = new NumberAxis(name);
    axis.setAutoRangeIncludesZero(false);
    axis.setLabelFont(TEXT);
    axis.setTickLabelFont(TEXT);
    return axis;
  }
}
