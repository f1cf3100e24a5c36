package unroll.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import unroll.config.UserException;
import unroll.config.Words;

/**
 * Columns of a table as the inputs of a network. What it knows of them (means, deviations,
 * categories) comes from training rows only, and is stored with the model.
 */
public final class ColumnEncoder {
  private final MissingValues missing;
  private final List<FittedColumn> columns;
  private final List<String> names;
  private final List<String> inputs;

  private ColumnEncoder(FittedColumns fitted) {
    this.missing = fitted.missing();
    this.columns = fitted.columns();
    this.names = columns.stream().map(FittedColumn::column).toList();
    List<String> all = new ArrayList<>();
    for (FittedColumn column : columns) {
      all.addAll(column.inputs());
      if (missing.policy() == MissingPolicy.INDICATOR) {
        all.add(column.column() + " is missing");
      }
    }
    this.inputs = List.copyOf(all);
  }

  /**
   * Learns from training rows, which must be rows of training alone.
   *
   * @param columns in the order of their inputs
   * @param training read once; rows that the policy drops are not looked at
   * @throws UserException if a row cannot be encoded, a column stands twice, is not there or has no
   *     value in any row
   */
  public static ColumnEncoder fit(
      List<Column> columns, MissingValues missing, Iterable<Row> training) {
    List<String> names = columns.stream().map(Column::column).toList();
    requireDifferent(names);
    for (Column column : columns) {
      if (column instanceof Column.CategoricalColumn categorical) {
        missing.requirePresent(column.column(), categorical.categories());
      }
    }
    List<ColumnFit> fits = columns.stream().map(ColumnFit::of).toList();
    for (Row row : training) {
      if (isDropped(row, names, missing)) {
        continue;
      }
      for (int i = 0; i < fits.size(); i++) {
        if (isThere(row, names.get(i), missing)) {
          fits.get(i).add(row);
        }
      }
    }
    List<FittedColumn> fitted = fits.stream().map(ColumnFit::fitted).toList();
    return new ColumnEncoder(new FittedColumns(missing, fitted));
  }

  private static void requireDifferent(List<String> names) {
    if (names.isEmpty()) {
      throw new UserException("no input columns; expected at least one");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new UserException(
            "the input column " + Excerpt.quoted(name) + " stands twice; expected different ones");
      }
    }
  }

  /**
   * @throws UserException if the file cannot be read or is not what {@link #toBytes} gave
   */
  public static ColumnEncoder read(Path file) {
    return new ColumnEncoder(FittedColumns.read(file));
  }

  /** The content of a file that {@link #read} takes: JSON, UTF-8. */
  public byte[] toBytes() {
    return new FittedColumns(missing, columns).toBytes();
  }

  /** Number of inputs. */
  public int width() {
    return inputs.size();
  }

  /** What each input stands for, such as {@code Age} or {@code Gender=female}. */
  public List<String> inputs() {
    return inputs;
  }

  /**
   * @return the inputs [width], or nothing if the row is dropped because one is missing
   * @throws UserException if a value is missing and may not be, is no finite number, or is an
   *     unknown category
   */
  public Optional<float[]> encode(Row row) {
    if (isDropped(row, names, missing)) {
      return Optional.empty();
    }
    float[] encoded = new float[inputs.size()];
    int at = 0;
    for (FittedColumn column : columns) {
      boolean there = isThere(row, column.column(), missing);
      if (there) {
        column.encode(row, encoded, at);
      } else {
        column.encodeMissing(encoded, at);
      }
      at += column.width();
      if (missing.policy() == MissingPolicy.INDICATOR) {
        encoded[at++] = there ? 0 : 1;
      }
    }
    return Optional.of(encoded);
  }

  /**
   * As {@link #encode}, of a row that nobody may drop.
   *
   * @return the inputs [width]
   * @throws UserException also if the row would be dropped
   */
  public float[] encodeWhole(Row row) {
    return encode(row)
        .orElseThrow(
            () -> absent(row, firstMissing(row, names, missing).orElseThrow(), missing.policy()));
  }

  private static boolean isDropped(Row row, List<String> names, MissingValues missing) {
    return missing.policy() == MissingPolicy.DROP_ROW
        && firstMissing(row, names, missing).isPresent();
  }

  private static Optional<String> firstMissing(Row row, List<String> names, MissingValues missing) {
    return names.stream().filter(name -> missing.isMissing(row.value(name))).findFirst();
  }

  private static boolean isThere(Row row, String column, MissingValues missing) {
    if (!missing.isMissing(row.value(column))) {
      return true;
    } else if (missing.policy() == MissingPolicy.REFUSE) {
      throw absent(row, column, missing.policy());
    }
    return false;
  }

  private static UserException absent(Row row, String column, MissingPolicy policy) {
    return row.mistake(
        column,
        "found %s, which stands for a missing value, and the policy for those is %s"
            .formatted(Excerpt.quoted(row.value(column)), Words.kebabCase(policy)));
  }
}
