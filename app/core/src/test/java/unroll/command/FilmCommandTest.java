package unroll.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.experiment.FilmFrame;
import unroll.experiment.FinishedRun;
import unroll.network.RecurrentNetwork;

class FilmCommandTest {
  @TempDir private static Path runs;

  private final Path page = runs.resolve("film.html");

  @BeforeAll
  static void train() {
    train("hello.yaml", "rnn", "training.film-frames=2");
    train("hello.yaml", "gru", "network.cell=gru", "training.film-frames=4");
    train("hello.yaml", "best-alone");
    train("hello.yaml", "other-text", "task.text=hollo");
    train("hello.yaml", "longer-text", "task.text=hellooo");
    train("smoke/translation-gru.yaml", "translation", "training.epochs=1");
  }

  private static void train(String config, String name, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                CommandLineRun.project("app/configs/" + config).toString(),
                "--out",
                runs.resolve(name).toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.code(), run.err());
  }

  private CommandLineRun film(List<String> names, String... more) {
    List<String> arguments = new ArrayList<>(List.of("inspect", "--out", page.toString()));
    names.forEach(name -> arguments.add(runs.resolve(name).toString()));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private JsonNode data() throws IOException {
    String html = Files.readString(page);
    String opening = "<script type=\"application/json\" id=\"data\">";
    int start = html.indexOf(opening) + opening.length();
    return new ObjectMapper().readTree(html.substring(start, html.indexOf("</script>", start)));
  }

  private static List<Integer> steps(JsonNode run) {
    List<Integer> steps = new ArrayList<>();
    run.path("frames").forEach(frame -> steps.add(frame.path("step").asInt()));
    return steps;
  }

  @Test
  void theMomentsOfARunAreItsFramesAndItsBestModel() throws IOException {
    CommandLineRun run = film(List.of("rnn"), "--film");
    assertEquals(0, run.code(), run.err());
    FinishedRun finished = FinishedRun.open(runs.resolve("rnn"));
    List<Integer> expected =
        new ArrayList<>(finished.film().stream().map(FilmFrame::step).toList());
    assertEquals(List.of(0, 1, 3, 10, 32), expected.subList(0, 5));
    int best = finished.model().trainedSteps();
    if (!expected.contains(best)) {
      expected.add(best);
    }
    JsonNode filmed = data().path("runs").path(0);
    assertEquals(expected.stream().sorted().toList(), steps(filmed));
    for (JsonNode frame : filmed.path("frames")) {
      assertEquals(frame.path("step").asInt() == best, frame.path("isBest").asBoolean());
    }
  }

  @Test
  void theLossOfAMomentIsThatOfItsOwnModel() throws IOException {
    assertEquals(0, film(List.of("rnn"), "--film", "--text", "hell").code());
    FilmFrame third = FinishedRun.open(runs.resolve("rnn")).film().get(2);
    RecurrentNetwork network = third.model();
    // The text's last letter has nothing after it.
    double loss = 0;
    int[] hell = {0, 1, 2, 2};
    for (int i = 0; i < 3; i++) {
      loss -= Math.log(network.step(hell[i])[hell[i + 1]]) / 3;
    }
    JsonNode frame = data().at("/runs/0/frames/2");
    assertEquals(third.step(), frame.path("step").asInt());
    assertEquals(loss, frame.path("loss").asDouble(), 1e-5);
  }

  @Test
  void runsStandSideBySideEachWithItsOwnMoments() throws IOException {
    CommandLineRun run = film(List.of("rnn", "gru", "best-alone"));
    assertEquals(0, run.code(), run.err());
    assertEquals(
        "warning: "
            + runs.resolve("best-alone")
            + ": kept no models on its way (training.film-frames)\n",
        run.err());
    assertTrue(run.out().contains("rnn (rnn, 1 layer of 3 units): "), run.out());
    assertTrue(run.out().contains("page: " + page + ", 0."), run.out());
    JsonNode data = data();
    assertEquals(3, data.path("runs").size());
    assertEquals("[\"h\",\"e\",\"l\",\"l\"]", data.path("steps").toString());
    assertTrue(steps(data.path("runs").path(1)).containsAll(List.of(0, 1, 2, 3, 6, 10, 18)));
    assertEquals(1, data.path("runs").path(2).path("frames").size(), "only the best");
    assertEquals(3, data.at("/runs/0/places").size());
  }

  @Test
  void aGivenTextIsReadByRunsThatLearnedFromOthers() throws IOException {
    assertEquals(0, film(List.of("rnn", "longer-text"), "--text", "hole").code());
    assertEquals("[\"h\",\"o\",\"l\",\"e\"]", data().path("steps").toString());
  }

  @Test
  void runsThatReadSomethingElseAreRefusedInALineThatSaysWhatDiffers() {
    assertMistake(
        runs.resolve("translation")
            + ": is a run of translation, "
            + runs.resolve("rnn")
            + " one of character-language-model; expected runs of one task",
        List.of("rnn", "translation"));
    assertMistake(
        runs.resolve("other-text")
            + ": reads \"o\" at step 2, "
            + runs.resolve("rnn")
            + " \"e\"; expected runs that read the same (what differs: task.text)",
        List.of("rnn", "other-text"));
    assertMistake(
        "longer-text: reads 6 steps, " + runs.resolve("rnn") + " 4", List.of("rnn", "longer-text"));
  }

  @Test
  void otherMistakesAreSaidInALine() throws IOException {
    assertMistake(
        "--steps: expected 1 to 5,000, found 5,001", List.of("rnn", "gru"), "--steps", "5001");
    assertMistake("9 runs side by side; expected at most 8", Collections.nCopies(9, "rnn"));
    Path damaged = runs.resolve("best-alone/film/step-00000001.zip");
    Files.createDirectories(damaged.getParent());
    Files.writeString(damaged, "no zip");
    assertMistake(damaged.toString(), List.of("best-alone"), "--film");
    Files.delete(damaged);
    Files.createSymbolicLink(damaged, runs.resolve("rnn/film/step-00000001.zip"));
    assertMistake(
        damaged + ": is a link; expected files of the run itself", List.of("best-alone"), "--film");
    Files.delete(damaged);
    Files.delete(damaged.getParent());
  }

  private void assertMistake(String message, List<String> names, String... more) {
    CommandLineRun run = film(names, more);
    assertEquals(2, run.code(), run.out() + run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().strip().lines().count(), run.err());
  }
}
