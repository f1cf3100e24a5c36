package unroll.sweep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import unroll.report.HtmlTable;
import unroll.report.HtmlTable.Cell;
import unroll.report.HtmlText;
import unroll.report.MetricDirection;
import unroll.report.Page;

/** A leaderboard as one HTML file; its tables are there without scripts, which sort them. */
final class LeaderboardPage {
  private static final String NUMBER = "number";
  private static final String DASH = "–";

  private final Leaderboard board;

  LeaderboardPage(Leaderboard board) {
    this.board = board;
  }

  String html() {
    return Page.html(
        "sweep",
        "Sweep " + board.name(),
        JsonNodeFactory.instance.objectNode(),
        Map.of(
            "facts", facts(),
            "combinations", combinations(),
            "failures", failures(),
            "members", members()));
  }

  private String facts() {
    long finished = board.count("finished");
    String state =
        "%,d of %,d finished, %,d failed"
            .formatted(finished, board.members().size(), board.count("failed"));
    String better = board.ranking().direction() == MetricDirection.LARGER ? "larger" : "smaller";
    return fact("members", state)
        + fact("combinations of values", "%,d".formatted(board.rows().size()))
        + fact("ranked by", board.ranking().figure() + ", the " + better + " the better");
  }

  private static String fact(String name, String value) {
    return "<dt>" + HtmlText.escape(name) + "</dt><dd>" + HtmlText.escape(value) + "</dd>";
  }

  private String combinations() {
    HtmlTable table = HtmlTable.untitled("Leaderboard");
    List<Cell> header = new ArrayList<>(List.of(new Cell("rank", NUMBER, "")));
    board.keys().forEach(key -> header.add(key(key)));
    header.add(figureHeading(board.figures().get(0)));
    header.add(new Cell("seeds", NUMBER, "members that came to their end"));
    header.add(new Cell("parameters", NUMBER, ""));
    header.add(new Cell("seconds an epoch", NUMBER, "evaluations included"));
    board.figures().stream().skip(1).forEach(figure -> header.add(figureHeading(figure)));
    table.header(header);
    for (LeaderboardRow row : board.rows()) {
      List<Cell> cells = new ArrayList<>(List.of(rank(row)));
      board.keys().forEach(key -> cells.add(value(row.values().get(key))));
      cells.add(spread(row.spread(board.figures().get(0))));
      cells.add(seeds(row));
      cells.add(parameters(row.parameters()));
      cells.add(spread(row.secondsPerEpoch()));
      board.figures().stream().skip(1).forEach(figure -> cells.add(spread(row.spread(figure))));
      table.row(cells);
    }
    return table.html();
  }

  private static Cell rank(LeaderboardRow row) {
    return new Cell(
        row.rank() == 0 ? DASH : Integer.toString(row.rank()),
        row.rank() == 1 ? NUMBER + " best" : NUMBER,
        "");
  }

  /** Where all keys begin alike, the end says enough. */
  private static Cell key(String key) {
    return new Cell(
        "<code>" + HtmlText.escape(key.substring(key.lastIndexOf('.') + 1)) + "</code>", "", key);
  }

  private static Cell value(String yaml) {
    boolean isNumber = yaml.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
    return new Cell(HtmlText.escape(yaml), isNumber ? "code number" : "code", "");
  }

  private static Cell seeds(LeaderboardRow row) {
    String missing =
        row.finished() == row.members() ? "" : " <small>of %,d</small>".formatted(row.members());
    String failed =
        row.failed() == 0 ? "" : " <small class=\"bad\">%,d failed</small>".formatted(row.failed());
    return new Cell("%,d".formatted(row.finished()) + missing + failed, NUMBER, "");
  }

  private static Cell parameters(OptionalLong count) {
    return count.isPresent() ? Cell.count(count.getAsLong()) : new Cell(DASH, NUMBER, "");
  }

  private static Cell figureHeading(String figure) {
    String metric = figure.substring(figure.indexOf(' ') + 1);
    String escaped = HtmlText.escape(figure);
    return switch (MetricDirection.of(metric)) {
      case LARGER -> new Cell(escaped + " ↑", NUMBER, "larger is better");
      case SMALLER -> new Cell(escaped + " ↓", NUMBER, "smaller is better");
      case NONE -> new Cell(escaped, NUMBER, "");
    };
  }

  private static Cell spread(Spread spread) {
    Cell mean = Cell.number(spread.mean(), "");
    if (Double.isNaN(spread.deviation())) {
      return mean;
    }
    Cell deviation = Cell.number(spread.deviation(), "");
    return new Cell(
        "%s <small>± %s</small>".formatted(mean.html(), deviation.html()),
        NUMBER,
        "%s, deviation %s".formatted(mean.title(), deviation.title()));
  }

  private String failures() {
    Map<String, String> failures = board.failures();
    if (failures.isEmpty()) {
      return "<p>None.</p>";
    }
    HtmlTable table = HtmlTable.untitled("Failed members");
    table.header(List.of(Cell.text("member"), Cell.text("reason")));
    failures.forEach(
        (member, reason) ->
            table.row(List.of(Cell.code(member), new Cell(HtmlText.escape(reason), "reason", ""))));
    return table.html();
  }

  private String members() {
    HtmlTable table = HtmlTable.untitled("Members");
    List<Cell> header = new ArrayList<>(List.of(Cell.text("member"), Cell.text("state")));
    header.add(new Cell("parameters", NUMBER, ""));
    header.add(new Cell("seconds an epoch", NUMBER, ""));
    board.figures().forEach(figure -> header.add(figureHeading(figure)));
    table.header(header);
    board
        .members()
        .forEach(
            (member, state) -> {
              List<Cell> cells = new ArrayList<>(List.of(Cell.code(member.name())));
              cells.add(
                  state instanceof MemberState.Failed
                      ? new Cell(state.word(), "bad", "")
                      : Cell.text(state.word()));
              cells.add(
                  parameters(
                      state.figures().map(MemberFigures::parameters).orElse(OptionalLong.empty())));
              cells.add(number(state.figures().map(MemberFigures::secondsPerEpoch)));
              for (String figure : board.figures()) {
                cells.add(number(state.figures().map(any -> any.metrics().get(figure))));
              }
              table.row(cells);
            });
    return table.html();
  }

  private static Cell number(Optional<Double> value) {
    return Cell.number(value.orElse(Double.NaN), "");
  }
}
