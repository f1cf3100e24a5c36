package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
  private static final String HELLO = CommandLineRun.project("app/configs/hello.yaml").toString();

  @TempDir private Path folder;

  private CommandLineRun train(String config, String out, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "train";
    arguments[1] = config;
    arguments[2] = "--out";
    arguments[3] = folder.resolve(out).toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandLineRun.of(arguments);
  }

  private List<String> metrics(String run) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve("metrics.csv"));
  }

  @Test
  void helloEndsWithTheFreeRunAndACompleteRunFolder() throws IOException {
    CommandLineRun run = train(HELLO, "hello");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("free run from \"h\": hello\n"), run.out());
    for (String file :
        List.of(
            "config.yaml",
            "provenance.json",
            "metrics.csv",
            "result.json",
            "model.zip",
            "times.csv",
            "checkpoint-200.zip",
            "checkpoint-200.zip.sha256",
            "vocabulary.txt")) {
      assertTrue(Files.size(folder.resolve("hello").resolve(file)) > 0, file);
    }
    JsonNode result = new ObjectMapper().readTree(folder.resolve("hello/result.json").toFile());
    assertTrue(result.at("/training/nats-per-character").asDouble() < 0.05, result.toString());
    assertEquals("h\ne\nl\no\n", Files.readString(folder.resolve("hello/vocabulary.txt")));
  }

  @Test
  void traceShowsEveryStepOfTheTextbook() {
    CommandLineRun run = train(HELLO, "hello", "--trace");
    assertEquals(0, run.code(), run.err());
    for (String shown :
        List.of(
            "  h    id 0   [1 0 0 0]",
            "before training",
            "step 1: reads h, should say e",
            "hidden  [",
            "logits  [",
            "softmax [",
            "step 4: reads l, should say o",
            "after training",
            "mean loss")) {
      assertTrue(run.out().contains(shown), shown + " is missing in\n" + run.out());
    }
    String after = run.out().substring(run.out().indexOf("after training"));
    assertTrue(after.contains("says    o; loss -ln 0.99"), after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnn", "lstm", "gru"})
  void theSavedConfigurationTrainsTheSameRunAgain(String cell) throws IOException {
    train(HELLO, "first", "--set", "network.cell=" + cell);
    CommandLineRun again = train(folder.resolve("first/config.yaml").toString(), "second");
    assertEquals(0, again.code(), again.err());
    assertEquals(metrics("first"), metrics("second"));
  }

  @Test
  void theSameSeedGivesTheSameMetricsAndAnotherSeedOthers() throws IOException {
    String[] dropout = {"--set", "network.layers=2", "--set", "network.dropout=0.3"};
    train(HELLO, "one", dropout);
    train(HELLO, "two", dropout);
    train(HELLO, "three", "--set", "training.seed=8");
    assertEquals(metrics("one"), metrics("two"));
    assertNotEquals(metrics("one"), metrics("three"));
  }

  @Test
  void refusesToWriteOverARunUnlessTold() throws IOException {
    train(HELLO, "run");
    CommandLineRun refused = train(HELLO, "run");
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("holds a run already"), refused.err());
    CommandLineRun told = train(HELLO, "run", "--overwrite", "--set", "training.epochs=50");
    assertEquals(0, told.code(), told.err());
    assertEquals(2, metrics("run").size());
  }

  @Test
  void anInterruptionKeepsTheLastState() {
    Interruption interruption = Interruption.manual();
    interruption.request();
    CommandLineRun run =
        CommandLineRun.of(interruption, "train", HELLO, "--out", folder.resolve("run").toString());
    assertEquals(130, run.code());
    assertTrue(Files.exists(folder.resolve("run/checkpoint-0.zip")));
    assertFalse(Files.exists(folder.resolve("run/result.json")));
  }

  @Test
  void generateWritesTheSameTextForTheSameSeedAndHonorsItsOptions() {
    train(HELLO, "run");
    String run = folder.resolve("run").toString();
    String[] options = {"generate", run, "--prompt", "he", "--length", "40", "--temperature", "3"};
    CommandLineRun first = CommandLineRun.of(options);
    assertEquals(0, first.code(), first.err());
    assertTrue(first.out().matches("he[helo]{40}\n"), first.out());
    assertEquals(first.out(), CommandLineRun.of(options).out());
    assertEquals(
        "hello\n",
        CommandLineRun.of("generate", run, "--prompt", "h", "--length", "4", "--top-k", "1").out());
  }

  @Test
  void generateNamesACharacterThatTheModelDoesNotKnow() {
    train(HELLO, "run");
    CommandLineRun wrong =
        CommandLineRun.of("generate", folder.resolve("run").toString(), "--prompt", "heß");
    assertEquals(2, wrong.code());
    assertEquals(
        "prompt: the character ß (U+00DF) is not in the model's vocabulary\n", wrong.err());
  }

  @Test
  void evaluateGivesTheFiguresOfTheResult() throws IOException {
    train(HELLO, "run");
    CommandLineRun evaluated = CommandLineRun.of("evaluate", folder.resolve("run").toString());
    JsonNode result = new ObjectMapper().readTree(folder.resolve("run/result.json").toFile());
    double nats = result.at("/training/nats-per-character").asDouble();
    assertTrue(
        evaluated.out().startsWith("training nats-per-character %.6f".formatted(nats)),
        evaluated.out());
    CommandLineRun noTest =
        CommandLineRun.of("evaluate", folder.resolve("run").toString(), "--split", "test");
    assertEquals(2, noTest.code());
    assertTrue(noTest.err().contains("no test split"), noTest.err());
    CommandLineRun slip =
        CommandLineRun.of("evaluate", folder.resolve("run").toString(), "--split", "tets");
    assertTrue(slip.err().contains("did you mean test?"), slip.err());
  }

  @Test
  void newWritesAStarterThatTrainsAsItStands() {
    Path starter = folder.resolve("mine.yaml");
    CommandLineRun written =
        CommandLineRun.of("new", "character-language-model", starter.toString());
    assertEquals(0, written.code(), written.err());
    assertTrue(Files.exists(folder.resolve("unroll-schema.json")));
    CommandLineRun run = train(starter.toString(), "mine");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("free run from \"T\": The river is wide"), run.out());
    CommandLineRun again = CommandLineRun.of("new", "character-language-model", starter.toString());
    assertEquals(2, again.code());
    CommandLineRun slip = CommandLineRun.of("new", "caracter-language-model", "other.yaml");
    assertEquals(2, slip.code());
    assertTrue(slip.err().contains("did you mean character-language-model?"), slip.err());
  }

  @Test
  void progressIsAPlainLineEveryFewSecondsWithoutATerminal() {
    java.io.StringWriter out = new java.io.StringWriter();
    Progress progress = new Progress(new java.io.PrintWriter(out), false, 5);
    for (int second = 1; second <= 12; second++) {
      progress.show(second / 24.0, 1.5, second * 1000L, second);
    }
    List<String> lines = out.toString().lines().toList();
    assertEquals(2, lines.size(), out.toString());
    assertEquals("21%  loss 1.5000  1,000 symbols/s  19 s left", lines.get(0));
  }

  @Test
  void progressRedrawsOneLineOnATerminal() {
    java.io.StringWriter out = new java.io.StringWriter();
    Progress progress = new Progress(new java.io.PrintWriter(out), true, 0.1);
    progress.show(0.5, 1.5, 1000, 1);
    progress.show(0.75, 1.25, 1500, 1.5);
    progress.clear();
    assertFalse(out.toString().contains("\n"));
    assertTrue(out.toString().contains("[===============     ]  75%  loss 1.2500"), out.toString());
    assertTrue(out.toString().endsWith("\r\u001b[K"));
  }
}
