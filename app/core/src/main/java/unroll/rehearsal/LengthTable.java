package unroll.rehearsal;

import java.util.ArrayList;
import java.util.List;
import unroll.data.BatchPlan;
import unroll.task.Shortening;
import unroll.task.TaskData;

/** How long the training sequences are, and what is padded, cut or left out for that. */
final class LengthTable {
  private static final int BARS = 8;
  private static final double[] QUANTILES = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};
  private static final String[] NAMES = {"min", "5 %", "25 %", "median", "75 %", "95 %", "max"};

  private final TaskData data;
  private final EpochCensus census;

  LengthTable(TaskData data, EpochCensus census) {
    this.data = data;
    this.census = census;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    BatchPlan training = data.splits().training();
    if (training.carriesState()) {
      streams(lines);
    } else if (census.lengths()[census.lengths().length - 1] == census.lengths()[0]) {
      lines.add(
          "lengths of the training sequences: %s of %s each"
              .formatted(
                  Figures.count(census.lengths().length),
                  Figures.count(census.lengths()[0], "step")));
    } else {
      histogram(lines);
    }
    String share = Figures.percent(census.paddedShare());
    if (census.paddedShare() > 0) {
      lines.add("  padding: " + share + " of the steps in the training batches (never computed)");
    }
    data.shortening().map(LengthTable::line).ifPresent(lines::add);
    return lines;
  }

  private static String line(Shortening shortening) {
    return "  %s: %s of %s training sequences, %s (%s)"
        .formatted(
            shortening.how(),
            Figures.count(shortening.count()),
            Figures.count(shortening.of()),
            Figures.percent((double) shortening.count() / shortening.of()),
            shortening.key());
  }

  private void streams(List<String> lines) {
    EpochCensus.Batch first = census.batches().get(0);
    lines.add(
        "lengths: one text, read as %s in %s of up to %s"
            .formatted(
                Figures.count(first.rows(), "stream"),
                Figures.count(census.batches().size(), "segment"),
                Figures.count(first.time(), "step")));
    lines.add("  gradients are cut between segments (tBPTT), the state goes on");
  }

  private void histogram(List<String> lines) {
    int[] lengths = census.lengths();
    lines.add(
        "lengths of the %s in steps".formatted(Figures.count(lengths.length, "training sequence")));
    StringBuilder quantiles = new StringBuilder(" ");
    for (int i = 0; i < QUANTILES.length; i++) {
      quantiles.append(" %s %s  ".formatted(NAMES[i], Figures.count(quantile(QUANTILES[i]))));
    }
    lines.add(quantiles.toString().stripTrailing());
    bars(lines);
  }

  private int quantile(double share) {
    return census.lengths()[(int) Math.round(share * (census.lengths().length - 1))];
  }

  /** Bars of equal width up to the quantile of 95 %, and one for all that are longer. */
  private void bars(List<String> lines) {
    int from = quantile(0);
    int width = Math.max(1, (quantile(0.95) - from) / BARS + 1);
    int most = quantile(1);
    List<int[]> ranges = new ArrayList<>();
    for (int bar = 0; bar < BARS && from <= most; bar++) {
      ranges.add(new int[] {from, Math.min(most, from + width - 1)});
      from += width;
    }
    if (from <= most) {
      ranges.add(new int[] {from, most});
    }
    long largest = ranges.stream().mapToLong(this::count).max().orElse(1);
    for (int[] range : ranges) {
      long count = count(range);
      String name =
          range[0] == range[1]
              ? Figures.count(range[0])
              : Figures.count(range[0]) + " to " + Figures.count(range[1]);
      lines.add(
          ("  "
                  + Figures.right(name, 18)
                  + Figures.right(Figures.count(count), 12)
                  + "  "
                  + Figures.bar((double) count / largest))
              .stripTrailing());
    }
  }

  private long count(int[] range) {
    long count = 0;
    for (int length : census.lengths()) {
      count += length >= range[0] && length <= range[1] ? 1 : 0;
    }
    return count;
  }
}
