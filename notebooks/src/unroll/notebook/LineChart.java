package unroll.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Lines over numbers.
 *
 * @param isLogarithmic whether equal heights are equal ratios; numbers must be above zero then
 */
public record LineChart(
    String title, String across, String up, boolean isLogarithmic, List<Line> lines)
    implements Picture {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 320;
  private static final int LEFT = 74;
  private static final int RIGHT = 20;
  private static final int TOP = 58;
  private static final int BOTTOM = 46;
  private static final int SIZE = 12;
  private static final int TICKS = 5;

  /** What is left of zero where ticks are added up. */
  private static final double TINY = 1e-15;

  /** One of the lines; points that are not finite are left out. */
  public record Line(String name, double[] x, double[] y) {}

  /** A range of an axis. */
  private record Range(double from, double to) {
    double share(double value) {
      return (value - from) / (to - from);
    }

    /** A round distance of a few ticks. */
    double step(boolean isWhole) {
      double rough = (to - from) / TICKS;
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double step = rough / power < 2 ? 2 * power : rough / power < 5 ? 5 * power : 10 * power;
      return isWhole ? Math.max(1, Math.rint(step)) : step;
    }

    Range rounded(boolean isWhole) {
      double step = isWhole ? 1 : step(false);
      return new Range(Math.floor(from / step) * step, Math.ceil(to / step) * step);
    }

    double[] ticks(boolean isWhole) {
      double step = step(isWhole);
      double first = Math.ceil(from / step - 1e-9) * step;
      return DoubleStream.iterate(first, tick -> tick <= to + step * 1e-9, tick -> tick + step)
          .toArray();
    }
  }

  /**
   * @param across what the horizontal axis is
   * @param up what the vertical axis is
   */
  public static LineChart of(String title, String across, String up) {
    return new LineChart(title, across, up, false, List.of());
  }

  /** The same with equal ratios as equal heights. */
  public LineChart logarithmic() {
    return new LineChart(title, across, up, true, lines);
  }

  /** The same with another line. */
  public LineChart line(String name, double[] x, double[] y) {
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(name, x, y));
    return new LineChart(title, across, up, isLogarithmic, List.copyOf(more));
  }

  /** The same with another line, its points at 1, 2, 3 and so on. */
  public LineChart line(String name, double[] y) {
    return line(name, DoubleStream.iterate(1, x -> x + 1).limit(y.length).toArray(), y);
  }

  @Override
  public String svg() {
    Range x = range(lines.stream().flatMapToDouble(line -> DoubleStream.of(line.x())));
    Range y =
        range(lines.stream().flatMapToDouble(line -> DoubleStream.of(line.y())).map(this::up))
            .rounded(isLogarithmic);
    Svg svg = new Svg(WIDTH, HEIGHT);
    svg.text(LEFT, 20, Svg.Anchor.START, 14, Svg.TEXT, title);
    axes(svg, x, y);
    double nameAt = LEFT;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String color = Svg.SERIES.get(i % Svg.SERIES.size());
      svg.rectangle(nameAt, 32, 14, 4, color, color);
      svg.text(nameAt + 20, 40, Svg.Anchor.START, SIZE, Svg.TEXT, line.name());
      nameAt += 44 + Svg.widthOf(line.name(), SIZE);
      draw(svg, line, x, y, color);
    }
    return svg.toString();
  }

  private void draw(Svg svg, Line line, Range x, Range y, String color) {
    DoubleStream.Builder across = DoubleStream.builder();
    DoubleStream.Builder upwards = DoubleStream.builder();
    for (int i = 0; i < line.x().length; i++) {
      if (Double.isFinite(up(line.y()[i]))) {
        across.add(placeAcross(x, line.x()[i]));
        upwards.add(placeUp(y, up(line.y()[i])));
      }
    }
    svg.path(across.build().toArray(), upwards.build().toArray(), color);
  }

  private void axes(Svg svg, Range x, Range y) {
    for (double tick : y.ticks(isLogarithmic)) {
      double place = placeUp(y, tick);
      svg.line(LEFT, place, WIDTH - RIGHT, place, Svg.LINE);
      double value = isLogarithmic ? Math.pow(10, tick) : tick;
      svg.text(LEFT - 8, place + 4, Svg.Anchor.END, SIZE, Svg.MUTED, number(value));
    }
    for (double tick : x.ticks(false)) {
      double place = placeAcross(x, tick);
      svg.line(place, HEIGHT - BOTTOM, place, HEIGHT - BOTTOM + 5, Svg.MUTED);
      svg.text(place, HEIGHT - BOTTOM + 19, Svg.Anchor.MIDDLE, SIZE, Svg.MUTED, number(tick));
    }
    svg.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, Svg.MUTED);
    double middle = (LEFT + WIDTH - RIGHT) / 2.0;
    svg.text(middle, HEIGHT - 8, Svg.Anchor.MIDDLE, SIZE, Svg.TEXT, across);
    svg.upwards(16, (TOP + HEIGHT - BOTTOM) / 2.0, SIZE, Svg.TEXT, up);
  }

  private double up(double value) {
    return isLogarithmic ? Math.log10(value) : value;
  }

  private static double placeAcross(Range range, double value) {
    return LEFT + range.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private static double placeUp(Range range, double value) {
    return HEIGHT - BOTTOM - range.share(value) * (HEIGHT - BOTTOM - TOP);
  }

  private static Range range(DoubleStream values) {
    double[] finite = values.filter(Double::isFinite).toArray();
    double from = DoubleStream.of(finite).min().orElse(0);
    double to = DoubleStream.of(finite).max().orElse(1);
    return from == to ? new Range(from - 0.5, to + 0.5) : new Range(from, to);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    if (size < TINY) {
      return "0";
    } else if (size >= 1e5 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-").replace("e+0", "e");
    }
    String plain = String.format(Locale.ROOT, "%.3f", value);
    return plain.replaceFirst("\\.?0+$", "");
  }
}
