package unroll.metrics;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How often each class was predicted where each class was expected. Classes are ids from 0. */
public final class ConfusionMatrix {
  private final List<String> classes;
  private final long[] counts;

  /**
   * @param classes their names, in the order of their ids
   * @throws IllegalArgumentException if a name stands twice
   */
  public ConfusionMatrix(List<String> classes) {
    this.classes = List.copyOf(classes);
    Set<String> names = new HashSet<>();
    for (String name : classes) {
      if (!names.add(name)) {
        throw new IllegalArgumentException("the class " + escape(name) + " stands twice");
      }
    }
    counts = new long[Math.multiplyExact(classes.size(), classes.size())];
  }

  /** Counts an answer. */
  public void add(int expected, int predicted) {
    counts[cell(expected, predicted)]++;
  }

  public long count(int expected, int predicted) {
    return counts[cell(expected, predicted)];
  }

  /** Number of answers. */
  public long total() {
    return everyClass().mapToLong(this::expected).sum();
  }

  /** Share of right answers, 0 to 1; NaN without an answer. */
  public double accuracy() {
    return (double) everyClass().mapToLong(id -> count(id, id)).sum() / total();
  }

  /** Share of right ones among the answers that named a class, 0 if none named it. */
  public double precision(int id) {
    return share(count(id, id), predicted(id));
  }

  /** Share of right ones among the answers where a class was expected, 0 if it never was. */
  public double recall(int id) {
    return share(count(id, id), expected(id));
  }

  /** Harmonic mean of precision and recall, 0 if both are 0. */
  public double f1(int id) {
    return share(2 * count(id, id), expected(id) + predicted(id));
  }

  /** Mean F1 of the classes that were expected or predicted at all; NaN without an answer. */
  public double macroF1() {
    return everyClass()
        .filter(id -> expected(id) + predicted(id) > 0)
        .mapToDouble(this::f1)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * A table with tabs: a first line of the predicted classes, then a line for every expected class
   * with its name and its counts. Tabs, line ends and backslashes in names are escaped.
   */
  public String toTsv() {
    StringBuilder table = new StringBuilder("expected");
    classes.forEach(name -> table.append('\t').append(escape(name)));
    table.append('\n');
    for (int expected = 0; expected < classes.size(); expected++) {
      int row = expected;
      String cells =
          everyClass()
              .mapToObj(predicted -> Long.toString(count(row, predicted)))
              .collect(Collectors.joining("\t"));
      table.append(escape(classes.get(row))).append('\t').append(cells).append('\n');
    }
    return table.toString();
  }

  private long expected(int id) {
    return everyClass().mapToLong(predicted -> count(id, predicted)).sum();
  }

  private long predicted(int id) {
    return everyClass().mapToLong(expected -> count(expected, id)).sum();
  }

  private IntStream everyClass() {
    return IntStream.range(0, classes.size());
  }

  private int cell(int expected, int predicted) {
    return Objects.checkIndex(expected, classes.size()) * classes.size()
        + Objects.checkIndex(predicted, classes.size());
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static String escape(String name) {
    return name.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
