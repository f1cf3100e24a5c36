package unroll.report;

import java.util.ArrayList;
import java.util.List;
import unroll.data.Alignment;
import unroll.data.AlignmentTable;
import unroll.experiment.RunTable;

/** What the translations of a run looked at, as its folder says. */
final class ReportedAlignments implements RunTable.Taker {
  private static final int MOST = 20;

  private final List<Alignment> alignments = new ArrayList<>();

  private ReportedAlignments() {}

  /**
   * The first ones.
   *
   * @throws unroll.config.UserException if it is no table of alignments
   */
  static List<Alignment> read(RunTable table) {
    ReportedAlignments taker = new ReportedAlignments();
    table.read(taker);
    return taker.alignments;
  }

  @Override
  public void header(List<String> columns) {
    AlignmentTable.requireHeader(columns);
  }

  @Override
  public void row(List<String> cells) {
    if (alignments.size() < MOST) {
      alignments.add(AlignmentTable.alignment(cells));
    }
  }
}
