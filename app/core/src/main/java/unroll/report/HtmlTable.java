package unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table as HTML, in a box that scrolls where the window is narrow. */
public final class HtmlTable {
  private final String caption;
  private final boolean hasTitle;
  private final List<String> header = new ArrayList<>();
  private final List<String> rows = new ArrayList<>();

  /**
   * @param caption plain text
   */
  public HtmlTable(String caption) {
    this(caption, true);
  }

  private HtmlTable(String caption, boolean hasTitle) {
    this.caption = caption;
    this.hasTitle = hasTitle;
  }

  /** A table under a heading that says it all. */
  public static HtmlTable untitled(String name) {
    return new HtmlTable(name, false);
  }

  /**
   * A cell.
   *
   * @param html its content, escaped already
   * @param kinds classes of the style sheet, separated by blanks; empty: none
   * @param title what is shown over it, plain text; empty: nothing
   */
  public record Cell(String html, String kinds, String title) {
    public static Cell text(String text) {
      return new Cell(HtmlText.escape(text), "", "");
    }

    public static Cell code(String text) {
      return new Cell(HtmlText.escape(text), "code", "");
    }

    /** Four significant digits; all of them in the title. */
    public static Cell number(double value, String kinds) {
      return Double.isNaN(value)
          ? new Cell("–", "number", "")
          : new Cell(shown(value), ("number " + kinds).strip(), Double.toString(value));
    }

    public static Cell count(long value) {
      return new Cell(String.format(Locale.ROOT, "%,d", value), "number", "");
    }

    private static String shown(double value) {
      double size = Math.abs(value);
      if (size != 0 && (size < 1e-3 || size >= 1e6)) {
        return String.format(Locale.ROOT, "%.3e", value);
      }
      int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
      return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    private String html(String tag, String scope) {
      String classes = kinds.isEmpty() ? "" : " class=\"" + kinds + "\"";
      String shownOver = title.isEmpty() ? "" : " title=\"" + HtmlText.escape(title) + "\"";
      return "<" + tag + scope + classes + shownOver + ">" + html + "</" + tag + ">";
    }
  }

  public HtmlTable header(List<Cell> cells) {
    cells.forEach(cell -> header.add(cell.html("th", " scope=\"col\"")));
    return this;
  }

  /** The first cell names the row. */
  public HtmlTable row(List<Cell> cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      row.append(i == 0 ? cells.get(i).html("th", " scope=\"row\"") : cells.get(i).html("td", ""));
    }
    rows.add(row.append("</tr>").toString());
    return this;
  }

  /** A box that can be scrolled by keyboard too needs the focus, and a name. */
  public String html() {
    String name = HtmlText.escape(caption);
    return """
    <div class="wide" tabindex="0" role="group" aria-label="%s"><table>%s
    <thead><tr>%s</tr></thead>
    <tbody>%s</tbody></table></div>
    """
        .formatted(
            name,
            hasTitle ? "<caption>" + name + "</caption>" : "",
            String.join("", header),
            rows.stream().collect(Collectors.joining("\n", "\n", "\n")));
  }
}
