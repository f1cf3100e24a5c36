package unroll.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unroll.config.UserException;
import unroll.data.Vocabulary;
import unroll.data.table.TableFormat;
import unroll.data.table.TableReader;
import unroll.experiment.ExperimentConfig;

/** Inputs that are small to describe and as large as is read: none takes time with its square. */
@Tag("slow")
class LargeInputSlowTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CONFIG = (1 << 20) - 1000;
  private static final int FIELD = 1_000_000;
  private static final int FILE = 1 << 23;

  @TempDir private Path folder;

  private static String fill(String piece, int size) {
    return piece.repeat(size / piece.length());
  }

  private static String lines(IntFunction<String> line, int size) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < size - 100; i++) {
      text.append(line.apply(i));
    }
    return text.toString();
  }

  private void read(String name, String text, Reading reading) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try {
            reading.read(file);
          } catch (UserException e) {
            // Refused in time is as good.
          }
        });
  }

  @FunctionalInterface
  private interface Reading {
    void read(Path file) throws IOException;
  }

  static Map<String, String> configurations() {
    String task = "name: a\ntask: {type: character-language-model, text: b}\n";
    Map<String, String> texts = new LinkedHashMap<>();
    List.of("- ", "[", "{a: ", "? ", "#", " ", "\n", ":", "a ", "a\n", "&a ", "!a ", "name: a\n")
        .forEach(piece -> texts.put(piece, fill(piece, CONFIG)));
    texts.put("unknown keys", lines(i -> "key" + i + ": 1\n", CONFIG));
    texts.put("aliases", "x: [" + lines(i -> "&a" + i + " b, *a" + i + ", ", CONFIG) + "]");
    texts.put("digits", task + "training: {seed: " + fill("9", CONFIG - 200) + "}");
    texts.put("decimals", task + "network: {dropout: 0." + fill("9", CONFIG - 200) + "}");
    texts.put("word", "name: a\ntask: {type: " + fill("a", CONFIG - 200) + "}");
    return texts;
  }

  static List<String> configurationNames() {
    return List.copyOf(configurations().keySet());
  }

  @ParameterizedTest
  @MethodSource("configurationNames")
  void aConfiguration(String name) throws IOException {
    read("a.yaml", configurations().get(name), file -> ExperimentConfig.read(file, List.of()));
  }

  @ParameterizedTest
  @MethodSource("linesOfTables")
  void aTable(String line) throws IOException {
    TableFormat format = new TableFormat("comma", true, true, "UTF-8");
    read(
        "a.csv",
        "a,b\n" + fill(line, FILE),
        file -> {
          try (TableReader rows = TableReader.open(file, format)) {
            rows.forEachRemaining(row -> row.values());
          }
        });
  }

  static List<String> linesOfTables() {
    return List.of("1,2\n", "\n", "\r", "\"\"", ",", "\"\n", "x");
  }

  @ParameterizedTest
  @MethodSource("linesOfVocabularies")
  void aVocabulary(String line) throws IOException {
    read("a.txt", lines(i -> line.replace("#", "" + i), FILE), Vocabulary::read);
  }

  static List<String> linesOfVocabularies() {
    return List.of("w#\n", "a\n", "\\\\", "a", "\\n#\n", "\n");
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void aTextOfOnePieceAgainAndAgain(String piece) throws IOException {
    for (String unit : List.of("word", "character", "syllable", "subword, merges: 300")) {
      Files.writeString(
          folder.resolve("config.yaml"),
          "name: a\ntask: {type: sentiment-classification, train: a.csv, validation-fraction: 0,"
              + " lowercase: true, unit: "
              + unit
              + "}\n");
      ExperimentConfig config = ExperimentConfig.read(folder.resolve("config.yaml"), List.of());
      read(
          "a.csv",
          "text,label\ngood,y\nbad,n\n" + fill(piece, FIELD) + ",y\n",
          file -> config.task().load(folder::resolve, config.training()));
    }
  }

  static List<String> pieces() {
    return List.of(
        "a",
        "a ",
        "ab",
        "a'",
        "1.",
        "!?",
        "Σ",
        "가",
        "a" + "\u0301\u0316".repeat(450),
        "\ud83d\ude00\u200d",
        "\ud83c\udde6");
  }
}
