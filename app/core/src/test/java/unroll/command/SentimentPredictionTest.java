package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sentiment classification trained for a moment, and what it then says of new texts. */
class SentimentPredictionTest {
  private static final String REVIEWS = "app/configs/smoke/sentiment-classification-lstm.yaml";

  @TempDir private static Path folder;
  private static Path run;

  @BeforeAll
  static void train() {
    run = train("run");
  }

  private static Path train(String name, String... settings) {
    Path out = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(
            List.of("train", CommandLineRun.project(REVIEWS).toString(), "--out", out.toString()));
    List<String> all = new ArrayList<>(List.of("training.epochs=1", "network.units=8"));
    all.addAll(List.of(settings));
    for (String setting : all) {
      arguments.add("--set");
      arguments.add(setting);
    }
    CommandLineRun trained = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, trained.code(), trained.err());
    return out;
  }

  private static CommandLineRun predict(Path of, byte[] lines) throws IOException {
    Path file = Files.write(folder.resolve("lines.txt"), lines);
    return CommandLineRun.of("predict", of.toString(), file.toString());
  }

  private static CommandLineRun predict(Path of, String lines) throws IOException {
    return predict(of, lines.getBytes(StandardCharsets.UTF_8));
  }

  private static List<JsonNode> json(CommandLineRun predicted) throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    for (String line : predicted.out().lines().toList()) {
      answers.add(new ObjectMapper().readTree(line));
    }
    return answers;
  }

  @Test
  void everyTextGetsTheAnswerThatItGotInTheTest() throws IOException {
    List<String[]> rows =
        Files.readAllLines(run.resolve("test-predictions.tsv")).stream()
            .skip(1)
            .map(row -> row.split("\t"))
            .toList();
    assertEquals(540, rows.size());
    List<String> texts = rows.stream().limit(50).map(row -> row[0]).toList();
    CommandLineRun predicted = predict(run, String.join("\n", texts));
    assertEquals(0, predicted.code(), predicted.err());
    List<JsonNode> answers = json(predicted);
    assertEquals(50, answers.size());
    for (int i = 0; i < answers.size(); i++) {
      JsonNode answer = answers.get(i);
      assertEquals(texts.get(i), answer.get("text").asText());
      assertEquals(rows.get(i)[2], answer.get("label").asText(), texts.get(i));
      JsonNode probabilities = answer.get("probabilities");
      assertEquals(
          Double.parseDouble(rows.get(i)[3]),
          probabilities.get(rows.get(i)[2]).asDouble(),
          0.00006);
      assertEquals(List.of("negative", "neutral", "positive"), List.copyOf(names(probabilities)));
      double sum = 0;
      for (JsonNode probability : probabilities) {
        sum += probability.asDouble();
      }
      assertEquals(1, sum, 1e-5);
      assertFalse(answer.has("pieces"));
    }
    assertTrue(answers.stream().map(answer -> answer.get("label")).distinct().count() > 1);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void aWrongLineGetsItsErrorAndTheOthersTheirAnswers() throws IOException {
    byte[] lines = "The story was good.\n \u00a0\n??\n나쁘다\n".getBytes(StandardCharsets.UTF_8);
    lines[24] = (byte) 0xFF;
    CommandLineRun predicted = predict(run, lines);
    assertEquals(1, predicted.code());
    assertEquals("2 lines could not be answered\n", predicted.err());
    List<JsonNode> answers = json(predicted);
    assertEquals(4, answers.size());
    assertTrue(answers.get(0).has("label"));
    assertEquals("{\"line\":2,\"error\":\"empty; expected text\"}", answers.get(1).toString());
    assertEquals("{\"line\":3,\"error\":\"not UTF-8 text\"}", answers.get(2).toString());
    assertTrue(answers.get(3).has("label"), "words that no training text had are no mistake");
  }

  @Test
  void aTextThatIsTooLongIsCutAndSaysSo() throws IOException {
    Path cut = train("cut", "task.max-length=4");
    List<JsonNode> answers =
        json(predict(cut, "the story was good\nthe story was good, was poor\nthe story was"));
    assertFalse(answers.get(0).has("pieces"));
    assertEquals(7, answers.get(1).get("pieces").asInt());
    assertEquals(4, answers.get(1).get("pieces-read").asInt());
    assertEquals(answers.get(0).get("probabilities"), answers.get(1).get("probabilities"));
  }

  @Test
  void anEmptyLineIsATextWhereTheTaskKeepsThem() throws IOException {
    Path kept = train("kept", "task.empty-texts=keep");
    assertEquals(
        List.of("<unk>", "<empty>"),
        Files.readAllLines(kept.resolve("vocabulary.txt")).subList(0, 2));
    CommandLineRun predicted = predict(kept, "\nThe story was good.\n");
    assertEquals(0, predicted.code(), predicted.err());
    assertEquals("", json(predicted).get(0).get("text").asText());
    assertTrue(json(predicted).get(0).has("label"));
  }

  @Test
  void theFilesOfAnotherRunAreNoticed() throws IOException {
    Path broken = train("broken");
    Files.writeString(broken.resolve("labels.txt"), "bad\ngood\n");
    CommandLineRun predicted = predict(broken, "x\n");
    assertEquals(2, predicted.code());
    assertEquals(broken + ": has 2 labels, but the model was trained with 3\n", predicted.err());
    Files.delete(broken.resolve("labels.txt"));
    assertTrue(predict(broken, "x\n").err().endsWith("labels.txt: missing\n"));
    Files.writeString(broken.resolve("vocabulary.txt"), "the\n");
    assertTrue(
        predict(broken, "x\n")
            .err()
            .endsWith("vocabulary.txt: line 1: expected <unk>, found the\n"));
  }
}
