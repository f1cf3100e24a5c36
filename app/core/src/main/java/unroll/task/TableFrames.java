package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import unroll.config.UserException;
import unroll.data.table.NpyRows;
import unroll.data.table.Row;
import unroll.data.table.TableHeader;
import unroll.data.table.TableReader;

/** Reads files of number frames, a sequence each: tables, and arrays in NumPy's format. */
final class TableFrames implements FrameSource<NumberFrames> {
  private static final String ARRAY_ENDING = ".npy";

  private final FrameKind.Tables config;
  private final LabelSet labels;
  private final Path first;
  private final List<String> columns;
  private final List<Path> labelFiles = new ArrayList<>();

  /**
   * @param training files; the first tells the columns where the configuration does not
   */
  TableFrames(FrameKind.Tables config, List<Path> training, LabelSet labels) {
    this.config = config;
    this.labels = labels;
    this.first = training.get(0);
    this.columns = config.inputColumns().isEmpty() ? columns() : config.inputColumns();
  }

  private List<String> columns() {
    if (isArray(first)) {
      try (NpyRows rows = new NpyRows(first)) {
        return IntStream.rangeClosed(1, rows.width()).mapToObj(Integer::toString).toList();
      }
    }
    try (TableReader rows = TableReader.open(first, config.format())) {
      List<String> inputs = inputs(rows.header());
      if (inputs.isEmpty()) {
        throw new UserException(first + ": has no column but that of the labels");
      }
      return inputs;
    }
  }

  private List<String> inputs(TableHeader header) {
    return header.names().stream().filter(name -> !name.equals(config.labelColumn())).toList();
  }

  static boolean isArray(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ARRAY_ENDING);
  }

  @Override
  public List<LabeledFrames<NumberFrames>> read(Path file) {
    List<String> found = new ArrayList<>();
    NumberFrames frames;
    if (isArray(file)) {
      frames = readArray(file, config, columns);
      found.addAll(readLabels(file, frames.length()));
    } else {
      frames = readTable(file, found);
    }
    return List.of(new LabeledFrames<>(file.getFileName().toString(), frames, found, List.of()));
  }

  private NumberFrames readTable(Path file, List<String> found) {
    try (TableReader rows = TableReader.open(file, config.format())) {
      rows.header().column(config.labelColumn());
      requireSameColumns(rows.header());
      return frames(
          rows,
          columns,
          row ->
              found.add(
                  labels.canonical(
                      row.value(config.labelColumn()),
                      row.place() + ", column " + config.labelColumn())));
    }
  }

  /** What one file has and another has not would be left out in silence. */
  private void requireSameColumns(TableHeader header) {
    if (config.inputColumns().isEmpty()) {
      for (String name : inputs(header)) {
        if (!columns.contains(name)) {
          throw new UserException(
              "%s: has a column %s, which %s has not; task.frames.input-columns can name those to"
                      .formatted(header.source(), name, first)
                  + " read");
        }
      }
    }
  }

  /** The labels of an array: a text file beside it with as many lines. */
  private List<String> readLabels(Path array, int frames) {
    String name = array.getFileName().toString();
    Path file =
        array.resolveSibling(name.substring(0, name.length() - ARRAY_ENDING.length()) + ".txt");
    labelFiles.add(file);
    List<String> lines = SentenceLines.read(file);
    if (lines.size() != frames) {
      throw new UserException(
          "%s: holds %,d labels, a line each, but %s has %,d rows"
              .formatted(file, lines.size(), array, frames));
    }
    return IntStream.range(0, frames)
        .mapToObj(line -> labels.canonical(lines.get(line), file + ", line " + (line + 1)))
        .toList();
  }

  /** The frames of a file that need have no labels. */
  static NumberFrames read(Path file, FrameKind.Tables config, List<String> columns) {
    if (isArray(file)) {
      return readArray(file, config, columns);
    }
    try (TableReader rows = TableReader.open(file, config.format())) {
      return frames(rows, columns, row -> {});
    }
  }

  private static NumberFrames frames(
      TableReader rows, List<String> columns, Consumer<Row> labeler) {
    NumberFrames.Builder frames = new NumberFrames.Builder(columns.size());
    columns.forEach(rows.header()::column);
    while (rows.hasNext()) {
      Row row = rows.next();
      frames.add(frame(row, columns));
      labeler.accept(row);
    }
    if (frames.isEmpty()) {
      throw new UserException(
          rows.header().source() + ": holds no frame; expected a line for each");
    }
    return frames.build();
  }

  /**
   * @throws UserException if a column is not there or no number
   */
  static double[] frame(Row row, List<String> columns) {
    return columns.stream().mapToDouble(row::number).toArray();
  }

  private static NumberFrames readArray(Path file, FrameKind.Tables config, List<String> columns) {
    NumberFrames.Builder frames = new NumberFrames.Builder(columns.size());
    forEachRow(
        file,
        config,
        columns,
        frame -> {
          frames.add(frame);
          return true;
        });
    return frames.build();
  }

  /**
   * Reads an array row by row, in memory that does not grow.
   *
   * @param sink gets every frame, and says whether to go on
   */
  static void forEachRow(
      Path array, FrameKind.Tables config, List<String> columns, Predicate<double[]> sink) {
    try (NpyRows rows = new NpyRows(array)) {
      if (config.inputColumns().isEmpty() && rows.width() != columns.size()) {
        throw new UserException(
            "%s: has %,d columns, expected %,d".formatted(array, rows.width(), columns.size()));
      } else if (rows.rows() == 0) {
        throw new UserException(array + ": holds no frame; expected a row for each");
      }
      int[] chosen = columns.stream().mapToInt(name -> column(array, name, rows.width())).toArray();
      boolean wanted = true;
      while (wanted && rows.hasNext()) {
        double[] row = rows.next();
        wanted = sink.test(Arrays.stream(chosen).mapToDouble(column -> row[column]).toArray());
      }
    }
  }

  /** The columns of an array are called 1, 2, 3 ... */
  private static int column(Path file, String name, int width) {
    for (int column = 1; column <= width; column++) {
      if (name.equals(Integer.toString(column))) {
        return column - 1;
      }
    }
    throw new UserException(
        "%s: no column %s; the columns of an array are called 1 to %d"
            .formatted(file, name, width));
  }

  @Override
  public FrameColumns fit(List<LabeledFrames<NumberFrames>> training) {
    return FrameColumns.fit(columns, training);
  }

  @Override
  public List<Path> otherFiles() {
    return labelFiles;
  }
}
