package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.data.Alignment;
import unroll.experiment.FinishedRun;

/** Runs of an encoder and decoder can be looked into, with every attention and without. */
class InspectEncoderDecoderTest {
  private static final String SENTENCE = "삼천오백일";
  private static final int PAIRS = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  /** The head of the built-in pairs, as many as it takes to see something. */
  private static Path pairs() {
    Path file = folder.resolve("pairs.tsv");
    try (Stream<String> lines = Files.lines(CommandLineRun.project("data/numbers/ko.tsv"))) {
      return Files.write(file, lines.limit(PAIRS).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandLineRun train(String name, String network, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                CommandLineRun.project("app/configs/smoke/translation-gru.yaml").toString(),
                "--out",
                folder.resolve(name).toString(),
                "--set",
                "task.topology=encoder-decoder",
                "--set",
                "task.train.file=" + pairs(),
                "--set",
                "training.epochs=1",
                "--set",
                "network=" + network));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static Path trained(String name, String network, String... more) {
    Path run = folder.resolve(name);
    if (!Files.exists(run)) {
      CommandLineRun trained = train(name, network, more);
      assertEquals(0, trained.code(), trained.err());
    }
    return run;
  }

  /** Of a test that wants an attention and nothing else. */
  private static Path additive() {
    return trained(
        "additive", "{cell: gru, units: 16, embedding: 8, decoder: {attention: additive}}");
  }

  private static JsonNode inspected(Path run, String... more) throws IOException {
    Path page = folder.resolve("page.html");
    List<String> arguments =
        new ArrayList<>(
            List.of("inspect", run.toString(), "-o", page.toString(), "--steps", "300"));
    arguments.addAll(List.of(more));
    CommandLineRun inspected = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, inspected.code(), inspected.err());
    return data(page);
  }

  private static JsonNode data(Path page) throws IOException {
    String html = Files.readString(page);
    String opening = "<script type=\"application/json\" id=\"data\">";
    int start = html.indexOf(opening) + opening.length();
    return JSON.readTree(html.substring(start, html.indexOf("</script>", start)));
  }

  private static Map<String, Object> answer(Path run) {
    return FinishedRun.open(run).predictor().answerWithAlignment(SENTENCE).orElseThrow();
  }

  private static void assertSame(Map<String, Object> answer, JsonNode shown) {
    JsonNode pieces = JSON.valueToTree(answer.get(Alignment.PIECES));
    assertEquals(pieces, shown.get("pieces"));
    float[][] weights = (float[][]) answer.get(Alignment.WEIGHTS);
    for (int target = 0; target < weights.length; target++) {
      for (int source = 0; source < weights[target].length; source++) {
        double value = shown.get("alignment").get(target).get(source).asDouble();
        assertEquals(weights[target][source], value, 1e-4);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{cell: lstm, units: 8, embedding: 4}",
        "{cell: rnn, units: 8, embedding: 4, decoder: {attention: dot}}",
        "{cell: gru, units: 8, embedding: 4, bidirectional: true, decoder: {attention: general}}",
        "{cell: lstm, units: 8, embedding: 4, layers: 2, bidirectional: true,"
            + " decoder: {attention: additive, input-feeding: true}}"
      })
  void everyAttentionIsLookedInto(String network) throws IOException {
    JsonNode page = inspected(trained("run-" + network.hashCode(), network));
    boolean isDeep = network.contains("layers: 2");
    List<String> names = page.get("layers").findValuesAsText("name");
    assertTrue(names.get(0).startsWith("encoder layer 1"), names.toString());
    assertEquals(isDeep ? 4 : 2, page.get("layers").size());
    assertEquals(network.contains("bidirectional"), page.at("/layers/0/readsBothWays").asBoolean());
    assertEquals("decoder", page.at(isDeep ? "/layers/2/stack" : "/layers/1/stack").asText());
    assertEquals(page.get("starts").size(), page.get("targets").size());
    assertFalse(page.get("scores").isEmpty());
    assertTrue(page.at("/cause/impossible").asText().contains("encoder and decoder"));
    assertTrue(page.at("/memory/noLags").asText().contains("whole source"));
    assertTrue(page.at("/memory/noContexts").asText().contains("whole source"));
    assertEquals(network.contains("attention"), page.has("attention"));
    for (JsonNode sentence : page.path("attention")) {
      for (String kind : List.of("forced", "own")) {
        for (JsonNode row : sentence.get(kind).get("alignment")) {
          double sum = 0;
          for (JsonNode weight : row) {
            sum += weight.asDouble();
          }
          assertEquals(1, sum, 1e-3);
        }
      }
    }
  }

  @Test
  void theMapOfASentenceIsThatOfItsTranslation() throws IOException {
    JsonNode page = inspected(additive(), "--text", SENTENCE);
    assertEquals(1, page.get("attention").size());
    assertFalse(page.at("/attention/0").has("forced"), "nobody knows a right translation");
    assertSame(answer(additive()), page.at("/attention/0/own"));
  }

  @Test
  void aFilmOfTwoRunsIsMadeToo() {
    Path page = folder.resolve("film.html");
    Path other =
        trained("film", "{cell: gru, units: 16, embedding: 8}", "--set", "training.film-frames=3");
    CommandLineRun film =
        CommandLineRun.of(
            "inspect", other.toString(), "--film", "-o", page.toString(), "--steps", "200");
    assertEquals(0, film.code(), film.err());
    assertTrue(film.out().contains("decoder: "), film.out());
  }

  @Test
  void predictSaysWhatWasLookedAtOnlyIfAsked() throws IOException {
    Path lines = Files.writeString(folder.resolve("lines.txt"), SENTENCE + "\n");
    CommandLineRun plain = CommandLineRun.of("predict", additive().toString(), lines.toString());
    assertFalse(JSON.readTree(plain.out()).has("alignment"));
    CommandLineRun asked =
        CommandLineRun.of("predict", additive().toString(), lines.toString(), "--alignment");
    assertEquals(0, asked.code(), asked.err());
    JsonNode answer = JSON.readTree(asked.out());
    assertSame(answer(additive()), answer);
    assertEquals(5, answer.at("/pieces/source").size());
    assertEquals(JSON.readTree(plain.out()).get("translation"), answer.get("translation"));
  }

  @Test
  void aRunWithoutAnAttentionSaysSoInALine() throws IOException {
    Path lines = Files.writeString(folder.resolve("lines.txt"), SENTENCE + "\n");
    Path none = trained("none", "{cell: gru, units: 8, embedding: 4}");
    CommandLineRun asked =
        CommandLineRun.of("predict", none.toString(), lines.toString(), "--alignment");
    assertEquals(2, asked.code());
    assertTrue(asked.err().startsWith("--alignment: needs"), asked.err());
    assertEquals(1, asked.err().lines().count());
  }

  @Test
  void aTracePageIsRefusedInALineBeforeTheTraining() {
    CommandLineRun traced =
        train(
            "traced",
            "{cell: gru, units: 4, embedding: 4}",
            "--trace-page",
            folder.resolve("trace.html").toString());
    assertEquals(2, traced.code(), traced.err());
    assertTrue(traced.err().contains("--trace-page: draws one stack of layers"), traced.err());
    assertFalse(traced.out().contains("epoch"), traced.out());
  }

  @Test
  void theRunFolderKeepsTheFirstMapsForReports() throws IOException {
    List<String> table = Files.readAllLines(additive().resolve("test-alignments.tsv"));
    assertEquals("source\ttarget\tweights", table.get(0));
    assertEquals(11, table.size());
    Path page = folder.resolve("report.html");
    CommandLineRun report =
        CommandLineRun.of("report", additive().toString(), "-o", page.toString());
    assertEquals(0, report.code(), report.err());
    JsonNode attention = data(page).get("attention");
    assertEquals(2, attention.size(), "validation and test");
    JsonNode first = attention.get(1).get("sentences").get(0);
    String source =
        Files.readAllLines(additive().resolve("test-predictions.tsv")).get(1).split("\t")[0];
    Map<String, Object> answer =
        FinishedRun.open(additive()).predictor().answerWithAlignment(source).orElseThrow();
    assertSame(answer, first);
  }
}
