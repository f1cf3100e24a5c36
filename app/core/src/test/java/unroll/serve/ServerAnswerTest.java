package unroll.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static unroll.serve.ServedHttp.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.command.CommandLineRun;
import unroll.experiment.FinishedRun;
import unroll.network.RecurrentNetwork;

/** What a server answers is what the commands answer. */
class ServerAnswerTest {
  private static final String GENERATE = "/api/runs/hello/generate";
  private static final int VISITORS = 20;

  private static ServedHttp served;

  @BeforeAll
  static void start() throws IOException {
    served = ServedHttp.of(TrainedRuns.hello(), TrainedRuns.reviews(), TrainedRuns.people());
  }

  @AfterAll
  static void end() throws IOException {
    assertEquals(List.of(), served.log());
    served.close();
  }

  private static String writing(int seed) {
    return "{\"prompt\": \"h\", \"length\": 60, \"temperature\": 1.5, \"top-k\": 3, \"seed\": %d}"
        .formatted(seed);
  }

  @Test
  void theTextIsThatOfTheCommandForTheSameSeed() {
    for (int seed = 1; seed <= 3; seed++) {
      CommandLineRun command =
          CommandLineRun.of(
              "generate",
              TrainedRuns.hello().toString(),
              "--prompt=h",
              "--length=60",
              "--temperature=1.5",
              "--top-k=3",
              "--seed=" + seed);
      assertEquals(
          command.out().strip(), json(served.post(GENERATE, writing(seed))).get("text").asText());
    }
  }

  @Test
  void twentyVisitorsAtOnceGetWhatEachGetsAlone() throws Exception {
    List<String> alone = new ArrayList<>();
    for (int visitor = 0; visitor < VISITORS; visitor++) {
      alone.add(question(visitor).body());
    }
    ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
    try {
      List<Future<HttpResponse<String>>> together = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        for (int visitor = 0; visitor < VISITORS; visitor++) {
          int number = visitor;
          together.add(visitors.submit(() -> question(number)));
        }
      }
      for (int answer = 0; answer < together.size(); answer++) {
        assertEquals(alone.get(answer % VISITORS), body(together.get(answer)));
      }
    } finally {
      visitors.shutdown();
    }
  }

  private static String body(Future<HttpResponse<String>> response)
      throws ExecutionException, InterruptedException {
    assertEquals(200, response.get().statusCode(), response.get().body());
    return response.get().body();
  }

  private static HttpResponse<String> question(int visitor) {
    return switch (visitor % 4) {
      case 0 -> served.post(GENERATE, writing(visitor));
      case 1 ->
          served.post(
              "/api/runs/reviews/predict",
              "{\"input\": \"The sound was %s superb.\"}".formatted("not ".repeat(visitor)));
      case 2 ->
          served.post(
              "/api/runs/hello/states",
              "{\"text\": \"%s\"}".formatted("hello".substring(0, visitor % 5 + 1)));
      default ->
          served.post(
              "/api/runs/people/predict",
              "{\"input\": {\"age\": %d, \"sex\": \"female\", \"height\": 165, \"weight\": 80}}"
                  .formatted(20 + visitor));
    };
  }

  @Test
  void anAnswerIsThatOfPredict(@TempDir Path folder) throws IOException {
    Path line = Files.writeString(folder.resolve("line.txt"), "The sound was superb.\n");
    CommandLineRun command =
        CommandLineRun.of("predict", TrainedRuns.reviews().toString(), line.toString());
    assertEquals(
        json(command.out()),
        json(served.post("/api/runs/reviews/predict", "{\"input\": \"The sound was superb.\"}")));
  }

  @Test
  void aStepIsThePredictionOnThePrefix() {
    JsonNode steps =
        json(served.post("/api/runs/reviews/steps", "{\"text\": \"The  sound was\\nsuperb. \"}"))
            .get("steps");
    List<String> prefixes =
        List.of("The", "The  sound", "The  sound was", "The  sound was\\nsuperb.");
    assertEquals(4, steps.size());
    for (int step = 0; step < prefixes.size(); step++) {
      JsonNode prediction =
          json(
              served.post(
                  "/api/runs/reviews/predict", "{\"input\": \"" + prefixes.get(step) + "\"}"));
      assertEquals(prediction.get("probabilities"), steps.get(step).get("probabilities"));
      assertEquals(prediction.get("label"), steps.get(step).get("label"));
    }
    assertEquals("\nsuperb.", steps.get(3).get("piece").asText());
    JsonNode letters =
        json(served.post("/api/runs/reviews/steps", "{\"text\": \"a😀\", \"by\": \"character\"}"));
    assertEquals("😀", letters.at("/steps/1/piece").asText());
    assertEquals(400, served.post("/api/runs/reviews/steps", "{\"text\": \" \"}").statusCode());
  }

  @Test
  void theHiddenStateIsTheNetworks() {
    JsonNode states = json(served.post("/api/runs/hello/states", "{\"text\": \"hel\"}"));
    FinishedRun run = FinishedRun.open(TrainedRuns.hello());
    RecurrentNetwork network = run.model();
    network.clearStepState();
    for (int step = 0; step < 3; step++) {
      network.step(run.vocabulary("vocabulary.txt").idOfCharacter("hel".charAt(step)));
      double[] hidden = network.hiddenState();
      assertEquals(3, hidden.length);
      for (int unit = 0; unit < hidden.length; unit++) {
        assertEquals(hidden[unit], states.at("/hidden/" + step + "/" + unit).asDouble(), 1e-5);
      }
    }
    assertEquals("l", states.at("/next/2").fieldNames().next());
  }

  @Test
  void aRowIsAnObjectOfItsColumns() {
    JsonNode columns = json(served.get("/api/runs")).at("/runs/2/columns");
    assertEquals("age", columns.at("/0/name").asText());
    assertEquals("[\"female\",\"male\"]", columns.at("/1/categories").toString());
    assertEquals(
        400, served.post("/api/runs/people/predict", "{\"input\": \"61,female\"}").statusCode());
    assertEquals(
        "input: expected an object of values by the names of the columns, found \"age,sex\"",
        json(served.post("/api/runs/people/predict", "{\"input\": \"age,sex\"}"))
            .get("error")
            .asText());
  }

  @Test
  void aModelThatATrainingReplacedIsTheOneThatAnswers(@TempDir Path folder) throws IOException {
    Path run = TrainedRuns.copy(TrainedRuns.hello(), folder.resolve("hello"));
    try (ServedHttp growing = ServedHttp.of(run)) {
      String before = growing.post(GENERATE, writing(1)).body();
      assertEquals(before, growing.post(GENERATE, writing(1)).body());
      Path other = folder.resolve("other");
      String config = CommandLineRun.project("app/configs/hello.yaml").toString();
      CommandLineRun trained =
          CommandLineRun.of(
              "train", config, "--out", other.toString(), "--set", "training.epochs=1");
      assertEquals(0, trained.code(), trained.err());
      Files.move(
          other.resolve("model.zip"),
          run.resolve("model.zip"),
          StandardCopyOption.REPLACE_EXISTING);
      String after = growing.post(GENERATE, writing(1)).body();
      assertFalse(before.equals(after), after);
      assertEquals(
          CommandLineRun.of(
                  "generate",
                  run.toString(),
                  "--prompt=h",
                  "--length=60",
                  "--temperature=1.5",
                  "--top-k=3")
              .out()
              .strip(),
          json(after).get("text").asText());
    }
  }

  @Test
  void twoRunsOfOneNameAreToldApart(@TempDir Path folder) throws IOException {
    Path run = TrainedRuns.copy(TrainedRuns.hello(), folder.resolve("hello"));
    try (ServedHttp both = ServedHttp.of(TrainedRuns.hello(), run)) {
      JsonNode runs = json(both.get("/api/runs")).get("runs");
      assertEquals("hello", runs.at("/0/name").asText());
      assertEquals("hello-2", runs.at("/1/name").asText());
      assertEquals(200, both.post("/api/runs/hello-2/generate", "{}").statusCode());
    }
  }

  @Test
  void nothingIsWrittenIntoARun() throws IOException {
    Map<String, String> before = contents(TrainedRuns.hello());
    served.post(GENERATE, writing(1));
    served.post("/api/runs/hello/predict", "{\"input\": \"hell\"}");
    served.get("/api/runs/hello/curves");
    assertEquals(before, contents(TrainedRuns.hello()));
  }

  private static Map<String, String> contents(Path run) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.toList()) {
        contents.put(file.toString(), Files.getLastModifiedTime(file).toString());
      }
    }
    return contents;
  }
}
