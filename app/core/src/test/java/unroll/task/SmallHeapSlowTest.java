package unroll.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings with more sentences than there is memory for. */
@Tag("slow")
class SmallHeapSlowTest {
  private static final int SENTENCES = 100_000;

  @TempDir private Path folder;
  private final Random random = new Random(6);

  private String sentence(int fewest) {
    return random
        .ints(fewest + random.nextInt(12), 0, 200)
        .mapToObj(word -> "word" + word)
        .collect(Collectors.joining(" "));
  }

  private void write(String file, String header, int lines, String label) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(file))) {
      out.write(header);
      for (int line = 0; line < lines; line++) {
        out.write(sentence(1) + (label.isEmpty() ? "" : label + random.nextInt(2)) + "\n");
      }
    }
  }

  private void train(String run, String config, String heap)
      throws IOException, InterruptedException {
    Path log = folder.resolve(run + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-Dunroll.threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                "unroll.Main",
                "train",
                Files.writeString(folder.resolve("config.yaml"), config).toString(),
                "--cache",
                folder.resolve("cache-" + run).toString(),
                "--out",
                folder.resolve(run).toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    assertEquals(0, builder.start().waitFor(), () -> text(log));
    assertEquals(
        run.equals("small"), Files.exists(folder.resolve("cache-" + run).resolve("spilled")));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void assertHeapChangesNothing(String config) throws IOException, InterruptedException {
    train("small", config, "160m");
    train("large", config, "4g");
    for (String file : List.of("metrics.csv", "model.zip", "result.json", "test-predictions.tsv")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("large").resolve(file)),
          Files.readAllBytes(folder.resolve("small").resolve(file)),
          file);
    }
  }

  @Test
  void pairsThatDoNotFitAreTranslatedAllTheSame() throws IOException, InterruptedException {
    for (String side : List.of("source", "target")) {
      write("train." + side, "", SENTENCES, "");
      write("test." + side, "", 50, "");
    }
    assertHeapChangesNothing(
        """
        name: pairs
        task:
          type: translation
          topology: encoder-decoder
          train: {type: files, source: train.source, target: train.target}
          validation: {type: files, source: test.source, target: test.target}
          test: {type: files, source: test.source, target: test.target}
          source: {unit: word}
          target: {unit: word, max-length: 8}
        network: {cell: gru, units: 4, embedding: 4, dropout: 0.1}
        training: {epochs: 1, batch-size: 256}
        """);
  }

  @Test
  void textsThatDoNotFitAreLearnedFromAllTheSame() throws IOException, InterruptedException {
    write("train.tsv", "text\tlabel\n", SENTENCES, "\t");
    write("test.tsv", "text\tlabel\n", 50, "\t");
    assertHeapChangesNothing(
        """
        name: texts
        task:
          type: sentiment-classification
          train: train.tsv
          validation: test.tsv
          test: test.tsv
          format: {separator: tab, quoting: false}
          text-column: text
          label-column: label
          unit: word
        network: {cell: gru, units: 4, embedding: 4}
        training: {epochs: 1, batch-size: 256}
        """);
  }
}
