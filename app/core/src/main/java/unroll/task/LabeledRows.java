package unroll.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import unroll.config.UserException;
import unroll.data.TextSource;
import unroll.data.table.Column;
import unroll.data.table.ColumnEncoder;
import unroll.data.table.DistinctRows;
import unroll.data.table.Labels;
import unroll.data.table.MissingPolicy;
import unroll.data.table.Row;
import unroll.data.table.TableReader;

/**
 * The rows of a table that have a label and all inputs they need, dealt out to splits.
 *
 * @param classes names of the classes in the order of their ids
 * @param encoder fitted on the training rows
 * @param splits by name, training first
 * @param repeated rows left out because their key had come before
 * @param unlabeled rows left out because a value that decides the label is missing
 * @param incomplete rows left out because an input is missing
 */
record LabeledRows(
    TextSource source,
    List<String> classes,
    ColumnEncoder encoder,
    Map<String, List<LabeledRow>> splits,
    long repeated,
    long unlabeled,
    long incomplete) {
  /**
   * One row.
   *
   * @param place for people: file and line
   * @param inputs as the network reads them
   */
  record LabeledRow(String place, float[] inputs, int label) {}

  private static final List<String> SPLITS = List.of("training", "validation", "test");

  /**
   * @param seed decides which rows go into which split
   * @throws UserException if a row is wrong, or a split that was asked for is empty
   */
  static LabeledRows read(TextSource source, SingleStepClassification task, long seed) {
    List<Row> rows = new ArrayList<>();
    long repeated = 0;
    try (TableReader reader = TableReader.open(source, task.format())) {
      Set<String> needed = neededColumns(task);
      needed.forEach(reader.header()::column);
      if (task.distinct() == null) {
        reader.forEachRemaining(row -> rows.add(only(needed, row)));
      } else {
        DistinctRows distinct = new DistinctRows(reader, task.distinct(), task.missing());
        distinct.forEachRemaining(row -> rows.add(only(needed, row)));
        repeated = distinct.repeated();
      }
    }
    if (rows.isEmpty()) {
      throw new UserException(
          source.name() + ": no rows; expected some below the names of the columns");
    }
    Labels labels = task.target().labels(task.missing(), rows);
    List<Row> labeled = rows.stream().filter(row -> labels.of(row).isPresent()).toList();
    List<Row> usable = labeled.stream().filter(row -> !isDropped(task, row)).toList();
    return deal(
        source,
        task,
        order(task, usable, seed),
        repeated,
        rows.size() - labeled.size(),
        labeled.size() - usable.size());
  }

  private static boolean isDropped(SingleStepClassification task, Row row) {
    return task.missing().policy() == MissingPolicy.DROP_ROW
        && task.inputs().stream()
            .anyMatch(input -> task.missing().isMissing(row.value(input.column())));
  }

  private static List<Row> order(SingleStepClassification task, List<Row> rows, long seed) {
    List<Row> ordered = new ArrayList<>(rows);
    if (task.heldBack() == SingleStepClassification.HeldBack.RANDOM) {
      Collections.shuffle(ordered, new Random(seed));
    }
    return ordered;
  }

  private static LabeledRows deal(
      TextSource source,
      SingleStepClassification task,
      List<Row> rows,
      long repeated,
      long unlabeled,
      long incomplete) {
    Map<String, List<Row>> parts = parts(task, rows);
    parts.forEach(
        (name, part) -> {
          if (part.isEmpty()) {
            throw new UserException(
                "%s: no row with a label for the %s split; give more rows or a larger fraction"
                    .formatted(source.name(), name));
          }
        });
    List<Row> training = parts.get(SPLITS.get(0));
    Labels labels = task.target().labels(task.missing(), training);
    ColumnEncoder encoder = ColumnEncoder.fit(task.inputs(), task.missing(), training);
    Map<String, List<LabeledRow>> splits = new LinkedHashMap<>();
    parts.forEach(
        (name, part) ->
            splits.put(
                name,
                part.stream()
                    .map(
                        row ->
                            new LabeledRow(
                                row.place(),
                                encoder.encode(row).orElseThrow(),
                                labels.of(row).orElseThrow()))
                    .toList()));
    return new LabeledRows(
        source, labels.classes(), encoder, splits, repeated, unlabeled, incomplete);
  }

  /** The splits that were asked for, training first. */
  private static Map<String, List<Row>> parts(SingleStepClassification task, List<Row> rows) {
    int test = (int) (rows.size() * task.testFraction());
    int validation = (int) (rows.size() * task.validationFraction());
    int training = rows.size() - test - validation;
    Map<String, List<Row>> parts = new LinkedHashMap<>();
    parts.put(SPLITS.get(0), rows.subList(0, training));
    if (task.validationFraction() > 0) {
      parts.put(SPLITS.get(1), rows.subList(training, training + validation));
    }
    if (task.testFraction() > 0) {
      parts.put(SPLITS.get(2), rows.subList(training + validation, rows.size()));
    }
    return parts;
  }

  private static Set<String> neededColumns(SingleStepClassification task) {
    Set<String> needed = new LinkedHashSet<>();
    task.inputs().stream().map(Column::column).forEach(needed::add);
    needed.addAll(task.target().columns());
    return needed;
  }

  /** Tables may have many columns that nobody asks for. */
  private static Row only(Set<String> needed, Row row) {
    Map<String, String> values = new LinkedHashMap<>();
    needed.forEach(column -> values.put(column, row.value(column)));
    return Row.of(row.header().source(), row.line(), values);
  }
}
