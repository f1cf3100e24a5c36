package unroll.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import unroll.training.EvaluationRow;

/** metrics.csv: one row an evaluation, appended and synced; the last two columns are times. */
final class MetricsFile {
  private final Path file;

  MetricsFile(Path file) {
    this.file = file;
  }

  /**
   * @param validation metrics of the validation split by name; the same names every time
   */
  void append(EvaluationRow row, Map<String, Double> validation) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("epoch", decimal(row.epochs()));
    columns.put("step", Integer.toString(row.step()));
    columns.put("learning-rate", decimal(row.learningRate()));
    columns.put("gradient-norm", decimal(row.gradientNorm()));
    columns.put("training-loss", decimal(row.trainingLoss()));
    validation.forEach((name, value) -> columns.put("validation-" + name, decimal(value)));
    columns.put("seconds", String.format(Locale.ROOT, "%.3f", row.seconds()));
    columns.put("symbols-per-second", String.format(Locale.ROOT, "%.0f", row.symbolsPerSecond()));
    String text = Files.exists(file) ? "" : String.join(",", columns.keySet()) + "\n";
    text += columns.values().stream().collect(Collectors.joining(",", "", "\n"));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Every digit, so that two runs can be compared to the bit. */
  private static String decimal(double value) {
    return Double.toString(value);
  }
}
