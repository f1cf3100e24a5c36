package unroll.rehearsal;

import java.util.ArrayList;
import java.util.List;
import unroll.task.Coverage;
import unroll.task.TaskData;

/** What the vocabulary of the training data does not know of the others. */
final class CoverageTable {
  private static final int LINE_WIDTH = 80;

  private final TaskData data;

  CoverageTable(TaskData data) {
    this.data = data;
  }

  /** Nothing where the input has no vocabulary, or no split was kept from its making. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String split : List.of("validation", "test")) {
      if (data.splits().named(split).isPresent()) {
        data.coverage(split).forEach(coverage -> describe(lines, split, coverage));
      }
    }
    if (!lines.isEmpty()) {
      lines.add(0, "vocabulary coverage");
    }
    return lines;
  }

  private static void describe(List<String> lines, String split, Coverage coverage) {
    lines.add(
        "  "
            + Figures.left(split, 12)
            + Figures.left(coverage.what(), 24)
            + Figures.right(Figures.count(coverage.pieces()), 12)
            + ", unknown "
            + Figures.right(Figures.percent(coverage.unknownShare()), 8));
    List<String> first = coverage.mostFrequent().stream().map(Figures::quoted).toList();
    if (!first.isEmpty()) {
      lines.add("    most frequent unknown: " + Figures.some(first, LINE_WIDTH - 26));
    }
  }
}
