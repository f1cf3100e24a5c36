package unroll.notebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A table of numbers as colors: blue below zero, orange above.
 *
 * @param across what stands below the columns, one a column
 * @param values {@code [row][column]}
 * @param largest the number of the strongest color
 * @param showsNumbers whether the numbers are written into the cells
 */
public record HeatMap(
    String title,
    List<String> rows,
    List<String> across,
    double[][] values,
    double largest,
    boolean showsNumbers)
    implements Picture {
  private static final int WIDTH = 720;
  private static final int TOP = 34;
  private static final int SIZE = 12;
  private static final int WIDEST = 64;

  /** Cells of at most 64 pixels, with their numbers in them where there is room. */
  public static HeatMap of(
      String title, List<String> rows, List<String> across, double[][] values, double largest) {
    return new HeatMap(title, rows, across, values, largest, across.size() <= 12);
  }

  /** Symbols of a text as they can stand below columns. */
  public static List<String> visible(List<String> symbols) {
    List<String> visible = new ArrayList<>(symbols);
    Collections.replaceAll(visible, " ", "␣");
    Collections.replaceAll(visible, "\n", "⏎");
    return visible;
  }

  @Override
  public String svg() {
    double left = 16 + rows.stream().mapToDouble(row -> Svg.widthOf(row, SIZE)).max().orElse(0);
    double wide = Math.min(WIDEST, (WIDTH - left - 10) / across.size());
    double high = showsNumbers ? 30 : 18;
    double bottom = TOP + rows.size() * high;
    boolean areWhole =
        Stream.of(values).flatMapToDouble(DoubleStream::of).allMatch(x -> x == Math.rint(x));
    String format = areWhole ? "%.0f" : "%.2f";
    Svg svg = new Svg(Math.max(WIDTH, left + wide * across.size() + 10), bottom + 26);
    svg.text(10, 20, Svg.Anchor.START, 14, Svg.TEXT, title);
    for (int row = 0; row < rows.size(); row++) {
      double top = TOP + row * high;
      svg.text(left - 8, top + high / 2 + 4, Svg.Anchor.END, SIZE, Svg.TEXT, rows.get(row));
      for (int column = 0; column < across.size(); column++) {
        double value = values[row][column];
        double x = left + column * wide;
        String color = Svg.diverging(value / largest);
        svg.rectangle(x, top, wide, high, color, showsNumbers ? Svg.LINE : color);
        if (showsNumbers) {
          String number = String.format(Locale.ROOT, format, value);
          svg.text(x + wide / 2, top + high / 2 + 4, Svg.Anchor.MIDDLE, SIZE, Svg.TEXT, number);
        }
      }
    }
    for (int column = 0; column < across.size(); column++) {
      double middle = left + (column + 0.5) * wide;
      svg.text(middle, bottom + 17, Svg.Anchor.MIDDLE, SIZE, Svg.TEXT, across.get(column));
    }
    return svg.toString();
  }
}
