package unroll.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.experiment.FinishedRun;
import unroll.network.RecurrentNetwork;

class TracePageTest {
  private static final String HELLO = CommandLineRun.project("app/configs/hello.yaml").toString();

  @TempDir private Path folder;

  private CommandLineRun train(String config, String out, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("train", config, "--out", folder.resolve(out).toString()));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private String page() {
    return folder.resolve("trace.html").toString();
  }

  private JsonNode data() throws IOException {
    String html = Files.readString(folder.resolve("trace.html"));
    String start = "<script type=\"application/json\" id=\"data\">";
    int from = html.indexOf(start) + start.length();
    return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnn", "lstm", "gru"})
  void theLastMomentIsTheKeptModelToTheNumber(String cell) throws IOException {
    CommandLineRun run =
        train(HELLO, "run", "--trace-page", page(), "--set", "network.cell=" + cell);
    assertEquals(0, run.code(), run.err());
    assertFalse(run.out().contains("before training"), "no text without --trace");
    JsonNode moments = data().get("moments");
    assertTrue(moments.size() >= 12, "moments: " + moments.size());
    assertEquals(0, moments.get(0).get("step").asInt());
    JsonNode kept = moments.get(moments.size() - 1);
    assertTrue(kept.get("isKept").asBoolean());
    RecurrentNetwork network = FinishedRun.open(folder.resolve("run")).model();
    network.clearStepState();
    for (int step = 0; step < 4; step++) {
      double[] outputs = network.step(kept.at("/forced/inputs/" + step).asInt());
      assertArrayEquals(outputs, numbers(kept.at("/forced/answers/" + step + "/outputs")), 1e-6);
      assertArrayEquals(
          network.hiddenState(), numbers(kept.at("/forced/layers/0/0/hidden/" + step)), 1e-6);
    }
    JsonNode result = new ObjectMapper().readTree(folder.resolve("run/result.json").toFile());
    assertEquals(
        result.at("/training/nats-per-character").asDouble(),
        kept.at("/forced/meanLoss").asDouble(),
        1e-6);
    StringBuilder said = new StringBuilder("h");
    kept.at("/free/answers")
        .forEach(answer -> said.append("helo".charAt(answer.get("best").asInt())));
    assertTrue(run.out().contains("free run from \"h\": " + said + "\n"), said.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"teacher-forcing", "free-running"})
  void theTrainingIsTheSameBitsWithThePageAndWithout(String feeding) throws IOException {
    String[] settings = {
      "--set",
      "network.cell=lstm",
      "--set",
      "network.layers=2",
      "--set",
      "network.dropout=0.3",
      "--set",
      "training.sequence-length=3",
      "--set",
      "training.epochs=30",
      "--set",
      "training.feeding.type=" + feeding,
      "--set",
      "task.text=hello hell"
    };
    List<String> withPage = new ArrayList<>(List.of("--trace", "--trace-page", page()));
    withPage.addAll(List.of(settings));
    CommandLineRun traced = train(HELLO, "traced", withPage.toArray(String[]::new));
    assertEquals(0, traced.code(), traced.err());
    assertTrue(traced.out().contains("before training"), "the text stands beside the page");
    assertEquals(0, train(HELLO, "plain", settings).code());
    for (String file : List.of("metrics.csv", "model.zip", "result.json")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("plain").resolve(file)),
          Files.readAllBytes(folder.resolve("traced").resolve(file)),
          file);
    }
  }

  @Test
  void aRunThatIsTooLargeIsRefusedBeforeItBegins() {
    CommandLineRun run = train(HELLO, "large", "--trace-page", page(), "--set", "network.units=80");
    assertEquals(2, run.code());
    assertEquals(
        "--trace-page: a network of 7,124 parameters is too large to be drawn number by number;"
            + " expected at most 5,000\n",
        run.err());
    assertFalse(Files.exists(folder.resolve("large")), "nothing was begun");
    assertFalse(Files.exists(folder.resolve("trace.html")));
  }

  @Test
  void onlyAWholeTrainingIsShown() {
    CommandLineRun resumed = train(HELLO, "run", "--resume", "--trace-page", page());
    assertEquals(2, resumed.code());
    assertEquals(
        "--trace-page: shows a training from its beginning; goes without --resume\n",
        resumed.err());
    CommandLineRun noFile = train(HELLO, "run", "--trace-page", folder.toString());
    assertEquals(2, noFile.code());
    assertTrue(noFile.err().contains("is a folder; expected a file"), noFile.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sentiment-classification-gru",
        "frame-tags-lstm",
        "translation-rnn",
        "single-step-classification-lstm"
      })
  void otherTasksAreShownToo(String smoke) throws IOException {
    CommandLineRun run =
        train(
            CommandLineRun.project("app/configs/smoke/" + smoke + ".yaml").toString(),
            "run",
            "--trace-page",
            page(),
            "--set",
            "training.epochs=1",
            "--set",
            "network.units=6",
            "--set",
            "network.embedding=" + (smoke.startsWith("single") ? 0 : 3));
    assertEquals(0, run.code(), run.err());
    JsonNode moments = data().get("moments");
    assertTrue(moments.size() >= 2);
    for (JsonNode moment : moments) {
      assertEquals(smoke.startsWith("translation"), moment.has("free"));
      assertTrue(moment.at("/forced/meanLoss").asDouble() > 0);
    }
  }
}
