package unroll.task;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.Frames;
import unroll.data.table.Row;
import unroll.data.table.TableFormat;
import unroll.data.table.TableReader;

/**
 * The columns of number frames: each less its mean and divided by its deviation over the training
 * frames; a column that was constant there is 0.
 */
record FrameColumns(List<String> names, double[] means, double[] deviations)
    implements FrameEncoding<NumberFrames> {
  /** The file in a run folder. */
  static final String FILE = "columns.tsv";

  private static final TableFormat FORMAT = new TableFormat("tab", true, true, "UTF-8");

  /**
   * Mean and variance in one pass (Welford, 1962).
   *
   * @throws UserException if the numbers of a column are too large to compute with
   */
  static FrameColumns fit(List<String> names, List<LabeledFrames<NumberFrames>> training) {
    double[] means = new double[names.size()];
    double[] deviations = new double[names.size()];
    for (int column = 0; column < means.length; column++) {
      long count = 0;
      double squares = 0;
      for (LabeledFrames<NumberFrames> sequence : training) {
        for (int step = 0; step < sequence.frames().length(); step++) {
          double number = sequence.frames().at(step, column);
          double before = number - means[column];
          count++;
          means[column] += before / count;
          squares += before * (number - means[column]);
        }
      }
      deviations[column] = Math.sqrt(squares / count);
      if (!Double.isFinite(deviations[column])) {
        throw new UserException(
            "column " + names.get(column) + ": its numbers are too large to standardize");
      }
    }
    return new FrameColumns(names, means, deviations);
  }

  /**
   * @throws UserException if the file of a run is missing or damaged
   */
  static FrameColumns read(Path run) {
    List<String> names = new ArrayList<>();
    List<double[]> numbers = new ArrayList<>();
    try (TableReader rows = TableReader.open(run.resolve(FILE), FORMAT)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        double deviation = row.number("deviation");
        if (deviation < 0) {
          throw new UserException(
              "%s, column deviation: found %s, expected at least 0"
                  .formatted(row.place(), deviation));
        }
        names.add(row.value("column"));
        numbers.add(new double[] {row.number("mean"), deviation});
      }
    }
    if (names.isEmpty()) {
      throw new UserException(run.resolve(FILE) + ": holds no column");
    }
    return new FrameColumns(
        List.copyOf(names),
        numbers.stream().mapToDouble(pair -> pair[0]).toArray(),
        numbers.stream().mapToDouble(pair -> pair[1]).toArray());
  }

  @Override
  public Map<String, byte[]> files() {
    StringBuilder table = new StringBuilder("column\tmean\tdeviation\n");
    for (int column = 0; column < means.length; column++) {
      table
          .append('"')
          .append(names.get(column).replace("\"", "\"\""))
          .append("\"\t")
          .append(means[column])
          .append('\t')
          .append(deviations[column])
          .append('\n');
    }
    return Map.of(FILE, table.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Channel channel() {
    return Channel.numbers(means.length);
  }

  @Override
  public Frames encode(NumberFrames frames, String name) {
    float[] values = new float[frames.values().length];
    for (int step = 0; step < frames.length(); step++) {
      for (int column = 0; column < means.length; column++) {
        float value = encode(frames.at(step, column), column);
        if (!Float.isFinite(value)) {
          throw new UserException(
              "%s, frame %d, column %s: found %s, too far from the training frames (mean %s)"
                  .formatted(
                      name, step, names.get(column), frames.at(step, column), means[column]));
        }
        values[step * means.length + column] = value;
      }
    }
    return new Frames(values, means.length);
  }

  private float encode(double number, int column) {
    return deviations[column] == 0 ? 0 : (float) ((number - means[column]) / deviations[column]);
  }

  @Override
  public String description() {
    int constant = 0;
    for (double deviation : deviations) {
      constant += deviation == 0 ? 1 : 0;
    }
    return "inputs: %,d columns%s"
        .formatted(means.length, constant == 0 ? "" : ", " + constant + " of them constant");
  }
}
