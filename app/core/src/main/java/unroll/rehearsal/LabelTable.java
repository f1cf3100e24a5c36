package unroll.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import unroll.data.text.TextVocabulary;

/** How often every label stands in the splits, and what is wrong with that. */
final class LabelTable {
  private static final int MOST_IN_A_TABLE = 20;
  private static final int MOST_NAMED = 8;
  private static final int NAME_WIDTH = 24;
  private static final int COUNT_WIDTH = 22;
  private static final int LINE_WIDTH = 90;

  /** Symbols that need not stand anywhere. */
  private static final List<String> IDLE = List.of(TextVocabulary.UNKNOWN, "<pad>");

  private final List<String> names;
  private final Map<String, long[]> counts;
  private final boolean areOfText;

  /**
   * @param names of the labels in the order of their ids
   * @param counts of the labels by the splits' names, training first
   * @param areOfText whether the labels are the symbols of the text itself, all of which stand
   *     there
   */
  LabelTable(List<String> names, Map<String, long[]> counts, boolean areOfText) {
    this.names = names;
    this.areOfText = areOfText;
    this.counts = new LinkedHashMap<>(counts);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (names.size() <= MOST_IN_A_TABLE) {
      table(lines);
    } else {
      summary(lines);
    }
    return lines;
  }

  private void table(List<String> lines) {
    StringBuilder head = new StringBuilder(Figures.left("labels", NAME_WIDTH));
    counts.keySet().forEach(split -> head.append(Figures.right(split, COUNT_WIDTH)));
    lines.add(head.toString());
    for (int label = 0; label < names.size(); label++) {
      int id = label;
      if (IDLE.contains(names.get(id)) && isUnused(id)) {
        continue;
      }
      String name = Figures.some(List.of(shown(id)), NAME_WIDTH - 4);
      StringBuilder line = new StringBuilder(Figures.left("  " + name, NAME_WIDTH));
      counts.values().forEach(split -> line.append(Figures.right(figure(split, id), COUNT_WIDTH)));
      lines.add(line.toString());
    }
  }

  private static String figure(long[] split, int label) {
    long all = sum(split);
    String share = all == 0 ? "" : Figures.percent((double) split[label] / all);
    return Figures.count(split[label]) + Figures.right(share, 9);
  }

  private void summary(List<String> lines) {
    long[] training = training();
    long all = sum(training);
    List<String> first =
        IntStream.range(0, training.length)
            .boxed()
            .sorted(Comparator.comparingLong(label -> -training[label]))
            .limit(MOST_NAMED)
            .map(label -> shown(label) + " " + Figures.percent((double) training[label] / all))
            .toList();
    lines.add("labels: %s; most frequent in training".formatted(Figures.count(names.size())));
    lines.add("  " + String.join(", ", first.subList(0, Math.min(4, first.size()))));
    if (first.size() > 4) {
      lines.add("  " + String.join(", ", first.subList(4, first.size())));
    }
  }

  /** Labels that training does not show; those that only scoring asks for are named by split. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    long[] training = training();
    // The first symbol of a text is never a label.
    warn(warnings, "in no split at all", label -> !areOfText && isUnused(label));
    counts.forEach(
        (split, own) ->
            warn(
                warnings,
                "in " + split + ", never in training",
                label -> training[label] == 0 && own[label] > 0));
    return warnings;
  }

  private boolean isUnused(int label) {
    return counts.values().stream().allMatch(split -> split[label] == 0);
  }

  private void warn(List<String> warnings, String where, IntPredicate isMeant) {
    List<String> meant =
        IntStream.range(0, names.size())
            .filter(isMeant)
            .filter(label -> !IDLE.contains(names.get(label)))
            .mapToObj(this::shown)
            .toList();
    if (!meant.isEmpty()) {
      String start = "warning: %s %s: ".formatted(Figures.count(meant.size(), "label"), where);
      warnings.add(start + Figures.some(meant, LINE_WIDTH - start.length()));
    }
  }

  private long[] training() {
    return counts.values().iterator().next();
  }

  private String shown(int label) {
    return Figures.quoted(names.get(label));
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
