package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;

/** Trained on dark, gray and bright images, used through the command line. */
class ImageCaptioningPredictorTest {
  private static final String CONFIG =
      """
      name: captions
      task:
        type: image-captioning
        images:
          type: folder
          folder: images
          captions: captions.tsv
          height: 3
          width: 3
          channels: 1
          validation-fraction: 0.25
          test-fraction: 0.25
      network: {cell: gru, units: 12, embedding: 8}
      training: {epochs: 60, batch-size: 10, optimizer: {type: adam, learning-rate: 0.03}}
      """;

  private static final List<String> CAPTIONS =
      List.of("A dark image", "This is a gray image", "Very bright, nearly white");

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    Files.writeString(folder.resolve("captions.yaml"), CONFIG);
    Files.createDirectory(folder.resolve("images"));
    StringBuilder captions = new StringBuilder();
    for (int image = 0; image < 60; image++) {
      CaptionFiles.png(Path.of(image(image)), 100 * (image % 3) + image / 3);
      captions.append("%d.png\t%s\n".formatted(image, CAPTIONS.get(image % 3)));
    }
    Files.writeString(folder.resolve("captions.tsv"), captions);
    train("greedy");
    train("beam", "task.beam-width=4", "task.length-penalty=0.6");
    train("zeros", "task.feed=zeros");
  }

  private static String image(int number) {
    return folder.resolve("images").resolve(number + ".png").toString();
  }

  private static void train(String run, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", folder.resolve("captions.yaml").toString(), "--out", run(run)));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    CommandLineRun trained = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, trained.code(), trained.err());
  }

  private static String run(String name) {
    return folder.resolve(name).toString();
  }

  private static CommandLineRun predict(String run, List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve("lines.txt"), lines);
    return CommandLineRun.of("predict", run(run), file.toString());
  }

  private static List<JsonNode> answers(CommandLineRun predicted) throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    for (String line : predicted.out().split("\n")) {
      answers.add(new ObjectMapper().readTree(line));
    }
    return answers;
  }

  private static JsonNode result(String run) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(run).resolve("result.json").toFile());
  }

  /** The rows of the table of predictions, without its head. */
  private static List<String[]> table(String run) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(run).resolve("test-predictions.tsv"));
    assertEquals("name\texpected\tpredicted", lines.get(0));
    return lines.stream().skip(1).map(line -> line.split("\t", -1)).toList();
  }

  @Test
  void everyImageGetsTheCaptionThatItGotInTheEvaluation() throws IOException {
    for (String run : List.of("greedy", "beam", "zeros")) {
      List<String[]> table = table(run);
      List<String> images =
          table.stream().map(row -> folder.resolve("images").resolve(row[0]).toString()).toList();
      List<JsonNode> answers = answers(predict(run, images));
      assertEquals(15, answers.size());
      for (int row = 0; row < 15; row++) {
        assertEquals(images.get(row), answers.get(row).get("image").asText());
        assertEquals(table.get(row)[2], answers.get(row).get("caption").asText(), run);
        assertTrue(answers.get(row).get("score").asDouble() < 0);
      }
    }
  }

  @Test
  void theCaptionFollowsFromTheImageAndFromNothingElse() throws IOException {
    for (String run : List.of("greedy", "beam", "zeros")) {
      for (String[] row : table(run)) {
        int number = Integer.parseInt(row[0].replace(".png", ""));
        assertEquals(CAPTIONS.get(number % 3).toLowerCase(Locale.ROOT), row[1]);
        assertEquals(row[1], row[2], run);
      }
      JsonNode test = result(run).get("test");
      assertEquals(1, test.get("exact-match").asDouble());
      assertEquals(100, test.get("bleu").asDouble(), 1e-9);
      assertEquals(sameAfterExchange(run), test.get("exact-match-shuffled").asDouble(), 1e-12);
    }
  }

  /** The share of images whose caption is also that of the image in its place: chance. */
  private static double sameAfterExchange(String run) throws IOException {
    List<String> truth = table(run).stream().map(row -> row[1]).toList();
    List<String> exchanged = new Exchange(1).of(truth);
    double same = 0;
    for (int row = 0; row < truth.size(); row++) {
      same += truth.get(row).equals(exchanged.get(row)) ? 1 : 0;
    }
    return same / truth.size();
  }

  @Test
  void wordForWordForesightIsWhatAGreedySearchFinds() throws IOException {
    for (String run : List.of("greedy", "zeros")) {
      for (String split : List.of("validation", "test")) {
        JsonNode metrics = result(run).get(split);
        assertEquals(
            metrics.get("caption-accuracy").asDouble(), metrics.get("exact-match").asDouble());
      }
    }
  }

  @Test
  void theResultHoldsTheControlAndTheBaselines() throws IOException {
    JsonNode result = result("greedy");
    assertEquals(
        List.of(
            "exact-match",
            "bleu",
            "exact-match-shuffled",
            "token-accuracy",
            "caption-accuracy",
            "perplexity",
            "loss"),
        names(result.get("test")));
    assertEquals(List.of("most frequent caption", "nearest image"), names(result.get("baselines")));
    assertEquals(
        Math.exp(result.at("/test/loss").asDouble()),
        result.at("/test/perplexity").asDouble(),
        1e-9);
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void aBeamShowsItsCandidatesTheBestFirst() throws IOException {
    JsonNode answer = answers(predict("beam", List.of(image(4)))).get(0);
    JsonNode candidates = answer.get("candidates");
    assertEquals(4, candidates.size());
    assertEquals("this is a gray image", answer.get("caption").asText());
    assertEquals(answer.get("caption"), candidates.get(0).get("caption"));
    assertEquals(answer.get("score"), candidates.get(0).get("score"));
    for (int rank = 1; rank < 4; rank++) {
      assertTrue(
          candidates.get(rank - 1).get("score").asDouble()
              >= candidates.get(rank).get("score").asDouble());
    }
    assertFalse(answers(predict("greedy", List.of(image(4)))).get(0).has("candidates"));
  }

  @Test
  void anImageIsAnInputItselfAndItsPathIsRelativeToTheWorkingFolder() throws IOException {
    String relative = Path.of("").toAbsolutePath().relativize(Path.of(image(2))).toString();
    JsonNode whole = answers(CommandLineRun.of("predict", run("greedy"), relative)).get(0);
    JsonNode line = answers(predict("greedy", List.of(relative))).get(0);
    assertEquals(line, whole);
    assertEquals(relative, line.get("image").asText());
    assertEquals("very bright, nearly white", line.get("caption").asText());
  }

  @Test
  void whatIsNoImageIsAnErrorOfItsLine() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of(image(0)));
    Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length * 2 / 3));
    Path text = Files.writeString(folder.resolve("text.png"), "no image");
    CommandLineRun predicted =
        predict(
            "greedy",
            List.of("nothing.png", text.toString(), image(3), cut.toString(), "", "a\0b"));
    assertEquals(1, predicted.code());
    assertEquals("5 lines could not be answered\n", predicted.err());
    Map<Integer, String> errors =
        answers(predicted).stream()
            .filter(answer -> answer.has("error"))
            .collect(
                Collectors.toMap(
                    answer -> answer.get("line").asInt(), answer -> answer.get("error").asText()));
    assertEquals(Set.of(1, 2, 4, 5, 6), errors.keySet());
    assertEquals("nothing.png: no such file", errors.get(1));
    assertEquals(text + ": is not a PNG or JPEG image", errors.get(2));
    assertTrue(errors.get(4).startsWith(cut + ": cannot be decoded: "), errors.get(4));
    assertEquals("empty; expected the path of a PNG or JPEG image", errors.get(5));
    assertTrue(errors.get(6).contains("not a path"), errors.get(6));
  }

  @Test
  void aVocabularyOfAnotherModelIsRefused() throws IOException {
    Path file = folder.resolve("zeros").resolve("vocabulary.txt");
    String before = Files.readString(file);
    try {
      Files.writeString(file, before + "another\n");
      CommandLineRun predicted = CommandLineRun.of("predict", run("zeros"), image(0));
      assertEquals(2, predicted.code());
      assertTrue(predicted.err().contains("14 words, but the model was trained with 13"));
      Files.delete(file);
      predicted = CommandLineRun.of("predict", run("zeros"), image(0));
      assertEquals(2, predicted.code());
      assertEquals(file + ": missing\n", predicted.err());
    } finally {
      Files.writeString(file, before);
    }
  }

  @Test
  void anEvaluationScoresTheTrainingImagesToo() {
    CommandLineRun evaluated = CommandLineRun.of("evaluate", run("greedy"), "--split", "training");
    assertEquals(0, evaluated.code(), evaluated.err());
    assertTrue(evaluated.out().contains("training exact-match "), evaluated.out());
  }
}
