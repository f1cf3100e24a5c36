package unroll.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.config.UserException;
import unroll.task.Predictor;

/** A run folder from a stranger, opened to predict. */
class StrangerRunTest {
  @TempDir private Path folder;

  private TinyRun run(String kind) throws IOException {
    return FuzzFamilies.run(kind, folder);
  }

  private void deleteData() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "characters | hello | text",
        "rows | {\"age\": 41, \"sex\": \"female\"} | label",
        "texts | good | label",
        "tags | a cat | labels",
        "translations | a b | translation"
      })
  void isAnsweredFromWithoutTheDataItsConfigurationNames(String kind, String question, String key)
      throws IOException {
    TinyRun run = run(kind);
    deleteData();
    assertTrue(run.open().answer(question).orElseThrow().containsKey(key));
  }

  @ParameterizedTest
  @CsvSource({
    "characters, vocabulary.txt",
    "rows, classes.txt",
    "captions, vocabulary.txt",
    "texts, vocabulary.txt",
    "texts, labels.txt",
    "tags, vocabulary.txt",
    "tags, labels.txt",
    "frames, labels.txt",
    "clips, labels.txt",
    "translations, source-vocabulary.txt",
    "translations, target-vocabulary.txt"
  })
  void aFileWithOneSymbolMoreThanTheModelIsToldInALine(String kind, String name)
      throws IOException {
    TinyRun run = run(kind);
    Path file = run.folder().resolve(name);
    Files.writeString(file, Files.readString(file) + "one more\n");
    String message = assertThrows(UserException.class, run::open).getMessage();
    assertTrue(message.contains(folder.toString()), message);
    assertTrue(message.contains("model"), message);
  }

  @Test
  void aColumnLessThanTheModelReadsIsTold() throws IOException {
    TinyRun run = run("frames");
    Path columns = run.folder().resolve("columns.tsv");
    List<String> lines = Files.readAllLines(columns);
    Files.write(columns, lines.subList(0, lines.size() - 1));
    assertEquals(
        run.folder()
            + ": the model reads 8 numbers, but by the run's other files it should be 7 numbers:"
            + " not of one run",
        assertThrows(UserException.class, run::open).getMessage());
  }

  @Test
  void theModelOfAnotherRunIsTold() throws IOException {
    TinyRun run = run("texts");
    Path other = Files.createDirectory(folder.resolve("other"));
    TinyRun tags = FuzzFamilies.run("tags", other);
    Files.copy(
        tags.folder().resolve("model.zip"),
        run.folder().resolve("model.zip"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThrows(UserException.class, run::open);
    Predictor good = tags.open();
    assertTrue(good.answer("a cat").isPresent());
  }
}
