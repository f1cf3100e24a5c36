package unroll.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import unroll.sweep.Leaderboard;
import unroll.sweep.LeaderboardRow;
import unroll.sweep.MemberFigures;
import unroll.sweep.MemberState;
import unroll.sweep.Ranking;
import unroll.sweep.Spread;
import unroll.sweep.SweepMember;
import unroll.sweep.SweepObserver;
import unroll.sweep.SweepPlan;

/** Tells a person how a sweep goes, and what came out. */
final class SweepReport implements SweepObserver {
  private static final int MOST_ROWS = 20;
  private static final int LONGEST_VALUE = 28;
  private static final String NONE = "-";

  private final PrintWriter out;
  private final Interruption interruption;
  private final int parallel;
  private final int threads;
  private Ranking ranking;
  private int members;

  /**
   * @param parallel members at a time
   * @param threads of each
   */
  SweepReport(PrintWriter out, Interruption interruption, int parallel, int threads) {
    this.out = out;
    this.interruption = interruption;
    this.parallel = parallel;
    this.threads = threads;
  }

  @Override
  public void began(SweepPlan plan, Ranking chosen, int kept) {
    ranking = chosen;
    members = plan.members().size();
    out.println(
        "%s: %,d members (%,d combinations of values), %d at a time, threads of each: %d"
            .formatted(plan.name(), members, plan.combinations(), parallel, threads));
    if (kept > 0) {
      out.println("%,d of them have come to their end before".formatted(kept));
    }
    out.flush();
  }

  @Override
  public void ended(SweepMember member, MemberState state, int done) {
    if (state instanceof MemberState.Stopped) {
      return;
    }
    String how =
        state instanceof MemberState.Failed failed
            ? "failed: " + failed.reason()
            : state.figures().map(this::figure).orElse(state.word());
    out.println("[%d/%d] %s: %s".formatted(done, members, member.name(), how));
    out.flush();
  }

  private String figure(MemberFigures reached) {
    return ranking.figure() + " " + number(reached.metrics().get(ranking.figure()));
  }

  @Override
  public boolean stopRequested() {
    return interruption.isRequested();
  }

  /** The best combinations of values, and what failed. */
  void finished(Leaderboard board) {
    List<String> header = new ArrayList<>(List.of(""));
    board.keys().forEach(key -> header.add(key.substring(key.lastIndexOf('.') + 1)));
    header.addAll(List.of(board.figures().get(0), "+-", "seeds", "parameters", "s/epoch"));
    List<List<String>> rows = new ArrayList<>(List.of(header));
    board.rows().stream().limit(MOST_ROWS).forEach(row -> rows.add(cells(board, row)));
    out.println();
    table(rows, 1 + board.keys().size()).forEach(out::println);
    int more = board.rows().size() - MOST_ROWS;
    if (more > 0) {
      out.println("and %,d more in the leaderboard".formatted(more));
    }
    board.failures().forEach((member, reason) -> out.println("failed: " + member + ": " + reason));
  }

  private static List<String> cells(Leaderboard board, LeaderboardRow row) {
    Spread spread = row.spread(board.figures().get(0));
    List<String> cells = new ArrayList<>();
    cells.add(row.rank() == 0 ? NONE : Integer.toString(row.rank()));
    board.keys().forEach(key -> cells.add(shortened(row.values().get(key))));
    cells.add(number(spread.mean()));
    cells.add(number(spread.deviation()));
    cells.add(
        row.finished() == row.members()
            ? Integer.toString(row.finished())
            : row.finished() + " of " + row.members());
    cells.add(row.parameters().isPresent() ? "%,d".formatted(row.parameters().getAsLong()) : NONE);
    cells.add(number(row.secondsPerEpoch().mean()));
    return cells;
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
  }

  /** Four digits behind the point, and of small numbers four that count. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    boolean isSmall = value != 0 && Math.abs(value) < 1e-3;
    return String.format(Locale.ROOT, isSmall ? "%.3e" : "%.4f", value);
  }

  /** Columns below one another: words from the left, numbers from the right. */
  private static List<String> table(List<List<String>> rows, int words) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String blanks = " ".repeat(widths[i] - row.get(i).length());
        boolean isWord = i > 0 && i < words;
        line.append(i == 0 ? "" : "  ");
        line.append(isWord ? row.get(i) + blanks : blanks + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
