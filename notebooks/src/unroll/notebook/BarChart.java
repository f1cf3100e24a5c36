package unroll.notebook;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Bars from the left, one a name.
 *
 * @param format of a bar's number, such as {@code %.1f}
 * @param values zero or more, as many as names
 */
public record BarChart(String title, String format, List<String> names, double... values)
    implements Picture {
  private static final int WIDTH = 720;
  private static final int TOP = 34;
  private static final int HIGH = 26;
  private static final int SIZE = 12;
  private static final int ROOM_FOR_NUMBER = 70;

  @Override
  public String svg() {
    double left = 18 + names.stream().mapToDouble(name -> Svg.widthOf(name, SIZE)).max().orElse(0);
    double largest = DoubleStream.of(values).max().orElse(1);
    Svg svg = new Svg(WIDTH, TOP + HIGH * values.length + 10);
    svg.text(10, 20, Svg.Anchor.START, 14, Svg.TEXT, title);
    for (int i = 0; i < values.length; i++) {
      double top = TOP + i * HIGH;
      double wide = values[i] / largest * (WIDTH - left - ROOM_FOR_NUMBER);
      svg.text(left - 8, top + 16, Svg.Anchor.END, SIZE, Svg.TEXT, names.get(i));
      svg.rectangle(left, top + 3, Math.max(1, wide), HIGH - 8, Svg.SERIES.get(0), "none");
      String number = String.format(Locale.ROOT, format, values[i]);
      svg.text(left + wide + 6, top + 16, Svg.Anchor.START, SIZE, Svg.MUTED, number);
    }
    return svg.toString();
  }
}
