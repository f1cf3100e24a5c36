package unroll.data.video;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.Symbols;
import unroll.data.Vocabulary;
import unroll.data.table.Row;
import unroll.data.table.TableFormat;
import unroll.data.table.TableReader;

/**
 * The labels of the frames of video files, from a table with the columns file, start, end and
 * label, which lies in the folder of the files. A row labels the frames from start to before end,
 * counted from 0.
 */
public final class VideoLabels {
  private static final TableFormat FORMAT = new TableFormat("comma", true, true, "UTF-8");
  private static final int MOST_ROWS = 1_000_000;
  private static final int NO_LABEL = -1;

  /** What a line of the table says. */
  private record Line(long number, LabeledInterval interval) {}

  private final Path table;
  private final List<String> classes;
  private final String background;

  /** Of every file the rows by their first frames. */
  private final Map<String, TreeMap<Integer, Line>> lines = new LinkedHashMap<>();

  private VideoLabels(Path table, List<String> classes, String background) {
    this.table = table;
    this.classes = List.copyOf(classes);
    this.background = background;
    if (background != null && !classes.contains(background)) {
      throw new IllegalArgumentException("background " + background + " is none of " + classes);
    }
  }

  /**
   * @param classes all labels there may be, in the order of their ids
   * @param background one of the classes: the label of frames no row speaks of; null if there may
   *     be no such frames
   * @throws UserException with the line, if a row names no file that lies beside the table, a label
   *     that is none of the classes, or frames that an earlier row has labeled
   */
  public static VideoLabels read(Path table, List<String> classes, String background) {
    VideoLabels labels = new VideoLabels(table, classes, background);
    try (TableReader rows = TableReader.open(table, FORMAT)) {
      for (int count = 0; rows.hasNext(); count++) {
        if (count == MOST_ROWS) {
          throw new UserException(table + ": has more than " + MOST_ROWS + " rows");
        }
        labels.add(rows.next());
      }
    }
    return labels;
  }

  private void add(Row row) {
    TreeMap<Integer, Line> others = lines.computeIfAbsent(file(row), unused -> new TreeMap<>());
    int start = frame(row, "start");
    int end = frame(row, "end");
    if (end <= start) {
      throw mistake(row, "end", "expected more than the start " + start + ", found " + end);
    }
    String label = row.value("label");
    if (!classes.contains(label)) {
      String hint = Words.hint(label, classes);
      throw mistake(row, "label", "unknown: " + Vocabulary.escape(label) + "; " + hint);
    }
    // No two of the others overlap, so that only the last to start before the end can matter.
    Map.Entry<Integer, Line> nearest = others.lowerEntry(end);
    if (nearest != null && nearest.getValue().interval().end() > start) {
      Line other = nearest.getValue();
      throw new UserException(
          "%s: frames %d to %d overlap %d to %d of line %d"
              .formatted(
                  row.place(),
                  start,
                  end,
                  other.interval().start(),
                  other.interval().end(),
                  other.number()));
    }
    others.put(start, new Line(row.line(), new LabeledInterval(start, end, label)));
  }

  private String file(Row row) {
    String file = row.value("file");
    if (!lines.containsKey(file) && !liesBeside(file)) {
      String near =
          Words.nearest(file, neighbors()).map(name -> "; did you mean " + name + "?").orElse("");
      String found = Vocabulary.escape(file);
      throw mistake(row, "file", "no such file in the folder of the table: " + found + near);
    }
    return file;
  }

  private boolean liesBeside(String file) {
    try {
      Path inside = Path.of(file).normalize();
      boolean leaves = inside.isAbsolute() || inside.startsWith("..");
      return !file.isEmpty() && !leaves && Files.isRegularFile(path(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private List<String> neighbors() {
    String[] names = table.toAbsolutePath().getParent().toFile().list();
    return names == null ? List.of() : Arrays.stream(names).sorted().toList();
  }

  private static int frame(Row row, String column) {
    double number = row.number(column);
    if (number != Math.rint(number) || number < 0 || number > Integer.MAX_VALUE) {
      throw mistake(
          row, column, "expected the number of a frame, from 0 on, found " + row.value(column));
    }
    return (int) number;
  }

  private static UserException mistake(Row row, String column, String message) {
    return new UserException("%s, column %s: %s".formatted(row.place(), column, message));
  }

  /** The files that rows speak of, in the order of their first rows. */
  public List<String> files() {
    return List.copyOf(lines.keySet());
  }

  /** Where a file lies. */
  public Path path(String file) {
    return table.resolveSibling(file);
  }

  /** What the rows say of a file, in the order of the frames. */
  public List<LabeledInterval> intervals(String file) {
    return lines.getOrDefault(file, new TreeMap<>()).values().stream().map(Line::interval).toList();
  }

  /**
   * The class of every frame of a file.
   *
   * @param frames how many it has
   * @throws UserException if a row speaks of frames after the last, or, where there is no
   *     background, none of a frame
   */
  public Symbols of(String file, int frames) {
    int[] ids = new int[frames];
    Arrays.fill(ids, background == null ? NO_LABEL : classes.indexOf(background));
    for (Line line : lines.getOrDefault(file, new TreeMap<>()).values()) {
      LabeledInterval interval = line.interval();
      if (interval.end() > frames) {
        throw new UserException(
            "%s, line %d, column end: %s has %d frames, found %d"
                .formatted(table, line.number(), file, frames, interval.end()));
      }
      Arrays.fill(ids, interval.start(), interval.end(), classes.indexOf(interval.label()));
    }
    Symbols.Builder symbols = new Symbols.Builder(classes.size(), frames);
    for (int frame = 0; frame < frames; frame++) {
      if (ids[frame] == NO_LABEL) {
        throw new UserException(
            "%s: no row labels frame %d of %s; name a background label for such frames"
                .formatted(table, frame, file));
      }
      symbols.add(ids[frame]);
    }
    return symbols.build();
  }
}
