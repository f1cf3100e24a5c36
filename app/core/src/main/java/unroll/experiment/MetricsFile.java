package unroll.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import unroll.data.AtomicFile;
import unroll.training.EvaluationRow;

/**
 * metrics.csv and times.csv: a row an evaluation, appended and synced. What the clock says stands
 * apart, so that all else is the same for the same run.
 */
final class MetricsFile {
  static final String METRICS = "metrics.csv";
  static final String TIMES = "times.csv";

  private static final String STEP = "step";

  /** Columns of metrics.csv that stand before those of the validation split. */
  static final List<String> METRIC_COLUMNS =
      List.of(STEP, "epoch", "learning-rate", "gradient-norm", "training-loss");

  static final List<String> TIME_COLUMNS = List.of(STEP, "seconds", "symbols-per-second");

  private final Path folder;

  MetricsFile(Path folder) {
    this.folder = folder;
  }

  /**
   * @param validation metrics of the validation split by name; the same names every time
   */
  void append(EvaluationRow row, Map<String, Double> validation) {
    Map<String, String> metrics = new LinkedHashMap<>();
    metrics.put(STEP, Integer.toString(row.step()));
    metrics.put("epoch", decimal(row.epochs()));
    metrics.put("learning-rate", decimal(row.learningRate()));
    metrics.put("gradient-norm", decimal(row.gradientNorm()));
    metrics.put("training-loss", decimal(row.trainingLoss()));
    validation.forEach((name, value) -> metrics.put("validation-" + name, decimal(value)));
    Map<String, String> times = new LinkedHashMap<>();
    times.put(STEP, Integer.toString(row.step()));
    times.put("seconds", String.format(Locale.ROOT, "%.3f", row.seconds()));
    times.put("symbols-per-second", String.format(Locale.ROOT, "%.0f", row.symbolsPerSecond()));
    append(folder.resolve(TIMES), times);
    append(folder.resolve(METRICS), metrics);
  }

  private static void append(Path file, Map<String, String> columns) {
    String text = Files.exists(file) ? "" : String.join(",", columns.keySet()) + "\n";
    text += String.join(",", columns.values()) + "\n";
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      write(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    long before = channel.size();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      // Half a row, such as on a full disk, would pass for a whole one.
      channel.truncate(before);
      throw e;
    }
  }

  /** Takes back the rows of evaluations after a step, and a row that was not written whole. */
  void keepUntil(int step) {
    for (String name : List.of(METRICS, TIMES)) {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        continue;
      }
      try {
        String text = Files.readString(file);
        List<String> kept = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
          if (kept.isEmpty() || step(file, line) <= step) {
            kept.add(line + "\n");
          }
        }
        // A head alone would keep the next row from writing one of its own.
        if (kept.size() < 2) {
          Files.delete(file);
        } else {
          AtomicFile.write(file, String.join("", kept).getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
      }
    }
  }

  private static int step(Path file, String row) {
    try {
      return Integer.parseInt(row.split(",", 2)[0]);
    } catch (NumberFormatException e) {
      throw new UncheckedIOException(
          new IOException(file + ": expected the number of a step, found " + row, e));
    }
  }

  /** Every digit, so that two runs can be compared to the bit. */
  private static String decimal(double value) {
    return Double.toString(value);
  }
}
