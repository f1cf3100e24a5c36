package unroll.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A leaderboard as comma-separated tables (RFC 4180, line feeds), with every digit. */
final class LeaderboardTables {
  private static final String DEVIATION = "-deviation";
  private static final String SECONDS = "seconds-per-epoch";

  private LeaderboardTables() {}

  /** A row a combination of values: means over its seeds, and standard deviations. */
  static String combinations(Leaderboard board) {
    List<String> header = new ArrayList<>(List.of("rank"));
    header.addAll(board.keys());
    header.addAll(List.of("members", "finished", "failed", "parameters"));
    header.addAll(List.of(SECONDS, SECONDS + DEVIATION));
    for (String figure : board.figures()) {
      header.addAll(List.of(column(figure), column(figure) + DEVIATION));
    }
    StringBuilder table = new StringBuilder(line(header));
    for (LeaderboardRow row : board.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(row.rank() == 0 ? "" : Integer.toString(row.rank()));
      board.keys().forEach(key -> cells.add(row.values().get(key)));
      cells.add(Integer.toString(row.members()));
      cells.add(Integer.toString(row.finished()));
      cells.add(Integer.toString(row.failed()));
      cells.add(whole(row.parameters()));
      add(cells, row.secondsPerEpoch());
      board.figures().forEach(figure -> add(cells, row.spread(figure)));
      table.append(line(cells));
    }
    return table.toString();
  }

  /** A row a member. */
  static String members(Leaderboard board) {
    List<String> header = new ArrayList<>(List.of("member"));
    header.addAll(board.keys());
    header.addAll(List.of("training.seed", "state", "reason", "parameters", SECONDS));
    board.figures().forEach(figure -> header.add(column(figure)));
    StringBuilder table = new StringBuilder(line(header));
    for (Map.Entry<SweepMember, MemberState> entry : board.members().entrySet()) {
      SweepMember member = entry.getKey();
      MemberState state = entry.getValue();
      List<String> cells = new ArrayList<>(List.of(member.name()));
      board.keys().forEach(key -> cells.add(member.values().get(key)));
      cells.add(Long.toString(member.seed()));
      cells.add(state.word());
      cells.add(state instanceof MemberState.Failed failed ? failed.reason() : "");
      cells.add(whole(state.figures().map(MemberFigures::parameters).orElse(OptionalLong.empty())));
      cells.add(number(state.figures().map(MemberFigures::secondsPerEpoch).orElse(Double.NaN)));
      for (String figure : board.figures()) {
        cells.add(
            number(
                state
                    .figures()
                    .map(reached -> reached.metrics().getOrDefault(figure, Double.NaN))
                    .orElse(Double.NaN)));
      }
      table.append(line(cells));
    }
    return table.toString();
  }

  /** "validation accuracy" as metrics.csv has it. */
  private static String column(String figure) {
    return figure.replace(' ', '-');
  }

  private static void add(List<String> cells, Spread spread) {
    cells.add(number(spread.mean()));
    cells.add(number(spread.deviation()));
  }

  private static String whole(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "";
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  private static String line(List<String> cells) {
    return String.join(",", cells.stream().map(LeaderboardTables::quoted).toList()) + "\n";
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
