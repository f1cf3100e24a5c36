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
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;

/** A short training on numbers in words, and what the run folder alone answers after it. */
class TranslationPredictorTest {
  private static final int BEAM_WIDTH = 3;

  @TempDir private static Path folder;
  private static CommandLineRun trained;

  private static Path run(String name) {
    return folder.resolve(name);
  }

  private static CommandLineRun train(String name, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.add(CommandLineRun.project("app/configs/smoke/translation-gru.yaml").toString());
    arguments.addAll(List.of("--out", run(name).toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @BeforeAll
  static void train() {
    trained = train("greedy", "training.epochs=2");
    assertEquals(0, trained.code(), trained.err());
    CommandLineRun beam =
        train(
            "beam",
            "training.epochs=1",
            "task.beam-width=" + BEAM_WIDTH,
            "task.length-penalty=1",
            "task.padding=symbols");
    assertEquals(0, beam.code(), beam.err());
  }

  private static CommandLineRun predict(String name, String lines) throws IOException {
    Path file = Files.writeString(folder.resolve("lines.txt"), lines);
    return CommandLineRun.of("predict", run(name).toString(), file.toString());
  }

  private static List<JsonNode> answers(CommandLineRun predicted) throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    for (String line : predicted.out().lines().toList()) {
      answers.add(new ObjectMapper().readTree(line));
    }
    return answers;
  }

  private static List<String[]> table(String name) throws IOException {
    List<String> lines = Files.readAllLines(run(name).resolve("test-predictions.tsv"));
    assertEquals("source\texpected\tpredicted", lines.get(0));
    return lines.stream().skip(1).map(line -> line.split("\t", -1)).toList();
  }

  private static void assertAnswersAsTheEvaluationDid(String name) throws IOException {
    List<String[]> table = table(name);
    assertEquals(300, table.size());
    String sources = table.stream().map(row -> row[0]).collect(Collectors.joining("\n"));
    CommandLineRun predicted = predict(name, sources);
    assertEquals(0, predicted.code(), predicted.err());
    List<JsonNode> answers = answers(predicted);
    assertEquals(table.size(), answers.size());
    for (int i = 0; i < table.size(); i++) {
      assertEquals(table.get(i)[0], answers.get(i).get("source").asText());
      assertEquals(table.get(i)[2], answers.get(i).get("translation").asText());
      assertTrue(answers.get(i).get("score").asDouble() < 0);
    }
  }

  @Test
  void aLineIsTranslatedAsTheEvaluationDidIt() throws IOException {
    assertAnswersAsTheEvaluationDid("greedy");
    assertFalse(answers(predict("greedy", "\uC2ED")).get(0).has("candidates"));
  }

  @Test
  void aSearchGivesTheSameAnswersAsTheEvaluationAndItsCandidatesBestFirst() throws IOException {
    assertAnswersAsTheEvaluationDid("beam");
    JsonNode answer = answers(predict("beam", "\uC0BC\uCC9C\uC624\uBC31\uC77C")).get(0);
    JsonNode candidates = answer.get("candidates");
    assertEquals(BEAM_WIDTH, candidates.size());
    assertEquals(answer.get("translation"), candidates.get(0).get("text"));
    assertEquals(answer.get("score"), candidates.get(0).get("score"));
    for (int i = 1; i < BEAM_WIDTH; i++) {
      double before = candidates.get(i - 1).get("score").asDouble();
      assertTrue(candidates.get(i).get("score").asDouble() <= before, answer.toString());
    }
  }

  @Test
  void theFiguresAreThoseOfTheTable() throws IOException {
    List<String[]> table = table("greedy");
    long exact = table.stream().filter(row -> row[1].equals(row[2])).count();
    JsonNode result = new ObjectMapper().readTree(run("greedy").resolve("result.json").toFile());
    assertEquals((double) exact / table.size(), result.at("/test/exact-match").asDouble(), 1e-12);
    assertTrue(exact > 3, exact + " of " + table.size());
    assertEquals(0, result.at("/baselines/most frequent target/test/exact-match").asDouble(-1));
    CommandLineRun evaluated = CommandLineRun.of("evaluate", run("greedy").toString());
    assertTrue(
        evaluated.out().contains("test chrf %.6f".formatted(result.at("/test/chrf").asDouble())),
        evaluated.out());
  }

  /** Every syllable is a piece here, spaces are none or one. */
  @Test
  void theFiguresByLengthAddUpToThoseOfTheWhole() throws IOException {
    List<String> lines = Files.readAllLines(run("greedy").resolve("test-by-length.tsv"));
    assertEquals("length\tsentences\texact-match\tchrf", lines.get(0));
    int sentences = 0;
    double exact = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split("\t");
      sentences += Integer.parseInt(row[1]);
      exact += Integer.parseInt(row[1]) * Double.parseDouble(row[2]);
    }
    List<String[]> table = table("greedy");
    assertEquals(table.size(), sentences);
    assertEquals(table.stream().filter(row -> row[1].equals(row[2])).count(), exact, 1e-3);
    assertEquals(
        table.stream().filter(row -> row[0].length() == 1).count(),
        Integer.parseInt(lines.get(1).split("\t")[1]));
    CommandLineRun evaluated = CommandLineRun.of("evaluate", run("greedy").toString());
    assertTrue(evaluated.out().contains("length  sentences  exact-match"), evaluated.out());
    assertEquals(lines.size(), evaluated.out().split("pieces of the source\n")[1].lines().count());
  }

  @Test
  void theTrainingEndsWithThreePairsAndTheirTranslations() {
    List<String> shown =
        trained
            .out()
            .lines()
            .filter(line -> line.matches("(source|expected|translated): .*"))
            .toList();
    assertEquals(9, shown.size(), trained.out());
    assertTrue(shown.get(1).matches("expected:   [0-9]+"), shown.get(1));
    assertTrue(shown.get(2).matches("translated: [0-9]+"), shown.get(2));
  }

  @Test
  void wrongLinesGetTheirErrorsAndTheOthersTheirTranslations() throws IOException {
    CommandLineRun predicted =
        predict("greedy", "\n\uC2ED\uC77C\n \u00A0\n" + "\uC77C".repeat(13) + "\nabc\n");
    assertEquals(1, predicted.code());
    assertEquals("3 lines could not be answered\n", predicted.err());
    List<JsonNode> answers = answers(predicted);
    assertEquals(1, answers.get(0).get("line").asInt());
    assertEquals("empty; expected a sentence", answers.get(0).get("error").asText());
    assertEquals("\uC2ED\uC77C", answers.get(1).get("source").asText());
    assertEquals("empty; expected a sentence", answers.get(2).get("error").asText());
    assertEquals(
        "13 pieces long; expected at most 12 (task.source.max-length)",
        answers.get(3).get("error").asText());
    // Letters it has never seen are unknown pieces, not a mistake.
    assertTrue(answers.get(4).has("translation"));
  }

  @Test
  void aVocabularyThatIsNotTheModelsIsRefused() throws IOException {
    Path copy = Files.createDirectory(run("copy"));
    for (String file : List.of("config.yaml", "model.zip", "source-vocabulary.txt")) {
      Files.copy(run("greedy").resolve(file), copy.resolve(file));
    }
    CommandLineRun missing = predict("copy", "\uC2ED");
    assertEquals(2, missing.code());
    assertEquals(copy.resolve("target-vocabulary.txt") + ": missing\n", missing.err());
    Files.writeString(copy.resolve("target-vocabulary.txt"), "<unk>\n<end>\n1\n");
    CommandLineRun other = predict("copy", "\uC2ED");
    assertEquals(2, other.code());
    assertEquals(
        copy + ": the vocabulary of the target has 3 symbols, but the model was trained with 12\n",
        other.err());
  }

  /** Names that were seen once are unknown; what is written for them was read. */
  @Test
  void anUnknownPieceIsWhatWasLookedAtMost() throws IOException {
    StringBuilder pairs = new StringBuilder("source\ttarget\n");
    for (int i = 0; i < 60; i++) {
      pairs.append("I call w%d today\tit is w%d\n".formatted(i, i));
    }
    Files.writeString(folder.resolve("names.tsv"), pairs);
    Path config =
        Files.writeString(
            folder.resolve("names.yaml"),
            """
            name: names
            task:
              type: translation
              topology: encoder-decoder
              train: {type: table, file: names.tsv, format: {separator: tab, quoting: false}}
              source: {unit: word, minimum-count: 2}
              target: {unit: word, minimum-count: 2}
              unknown: source
              beam-width: 2
            network: {cell: gru, units: 12, embedding: 8, decoder: {attention: dot}}
            training: {epochs: 12, optimizer: {type: adam, learning-rate: 0.02}}
            """);
    CommandLineRun names =
        CommandLineRun.of("train", config.toString(), "--out", run("names").toString());
    assertEquals(0, names.code(), names.err());
    Path file =
        Files.writeString(folder.resolve("lines.txt"), "I call w900 today\nI call w7 today");
    CommandLineRun predicted =
        CommandLineRun.of("predict", run("names").toString(), file.toString(), "--alignment");
    for (JsonNode answer : answers(predicted)) {
      JsonNode written = answer.at("/pieces/target");
      List<String> expected = new ArrayList<>();
      for (int piece = 0; piece < written.size() - 1; piece++) {
        int most = 0;
        JsonNode looked = answer.at("/alignment/" + piece);
        for (int step = 1; step < looked.size(); step++) {
          most = looked.get(step).asDouble() > looked.get(most).asDouble() ? step : most;
        }
        boolean isUnknown = written.get(piece).asText().equals("<unk>");
        expected.add(
            isUnknown
                ? answer.get("source").asText().split(" ")[most]
                : written.get(piece).asText());
      }
      assertTrue(written.toString().contains("<unk>"), written.toString());
      assertEquals(String.join(" ", expected), answer.get("translation").asText());
    }
  }
}
