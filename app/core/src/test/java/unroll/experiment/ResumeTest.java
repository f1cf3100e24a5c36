package unroll.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import unroll.command.CommandLineRun;
import unroll.config.ConfigReader;
import unroll.config.UserException;
import unroll.data.DataRoot;
import unroll.network.ModelFile;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.EvaluationRow;
import unroll.training.TrainingState;

/** A training that stops and goes on comes to the same end, to the bit. */
class ResumeTest {
  private static final Path CONFIGS = CommandLineRun.project("app/configs");

  /** Streams with carried state, dropout, own predictions, a plateau and checkpoints between. */
  private static final String STREAM =
      "task: {type: character-language-model, file: ../../data/weather/weather.txt},"
          + " network: {cell: lstm, layers: 2, units: 12, dropout: 0.3}, training: {epochs: 2,"
          + " batch-size: 16, sequence-length: 20, evaluate-every: 25, checkpoint-every: 10,"
          + " schedule: {type: plateau, patience: 1},"
          + " feeding: {type: scheduled-sampling, epochs: 1}}";

  /** Frames at the steps 0, 1, 2, 4, 7, 13, 24, 42, 75 and so on. */
  private static final String FILMED =
      STREAM.replace("evaluate-every: 25", "film-frames: 4, evaluate-every: 25");

  private static final String EXAMPLES =
      "task: {type: translation, train: {type: table, file: ../../data/numbers/en.tsv, format:"
          + " {separator: tab, quoting: false}}, source: {max-length: 8}, target: {unit: syllable,"
          + " max-length: 5}}, network: {cell: gru, units: 10, embedding: 6, dropout: 0.2,"
          + " input-dropout: 0.1}, training: {epochs: 2, batch-size: 256, patience: 1,"
          + " checkpoint-every: 7, schedule: cosine}";

  /** So fast at first that an average with early models is worse. */
  private static final String AVERAGED =
      EXAMPLES
          .replace("schedule: cosine", "average-last: 3")
          .replace("checkpoint-every: 7", "checkpoint-every: 7, evaluate-every: 5")
          .replace("patience: 1, ", "");

  @TempDir private Path folder;

  /** Asks for a stop after some steps of its own, and hears what is said. */
  private static final class StoppingObserver implements ExperimentObserver {
    private final int stopAfter;
    private int steps;
    private final List<String> warnings = new ArrayList<>();
    private final List<Integer> resumed = new ArrayList<>();

    StoppingObserver(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void warned(String message) {
      warnings.add(message);
    }

    @Override
    public void resumed(int step) {
      resumed.add(step);
    }

    @Override
    public void prepared(TaskData data, RecurrentNetwork network) {}

    @Override
    public void baselines(Map<String, Map<String, Map<String, Double>>> baselines) {}

    @Override
    public void finished(Result result, TaskData data, RecurrentNetwork best) {}

    @Override
    public void stepped(TrainingState state, double loss, double secondsSinceStart) {
      steps++;
    }

    @Override
    public void evaluated(EvaluationRow row, RecurrentNetwork network) {}

    @Override
    public boolean stopRequested() {
      return steps >= stopAfter;
    }
  }

  private static ExperimentConfig config(String keys) {
    return new ConfigReader<>(ExperimentConfig.class)
        .readText("test", "{name: test, " + keys + "}");
  }

  private Optional<Result> train(
      String keys, String run, ExistingRun existing, StoppingObserver observer) {
    return new Experiment(config(keys), CONFIGS, new DataRoot(folder))
        .train(folder.resolve(run), existing, observer);
  }

  private static StoppingObserver never() {
    return new StoppingObserver(Integer.MAX_VALUE);
  }

  private void assertSameRun(String one, String other) throws IOException {
    for (String name : List.of("metrics.csv", "result.json", "model.zip", "config.yaml")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(one).resolve(name)),
          Files.readAllBytes(folder.resolve(other).resolve(name)),
          name);
    }
    assertEquals(tables(one), tables(other));
  }

  private List<String> tables(String run) throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve(run))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".tsv")).sorted().toList()) {
        contents.add(file.getFileName() + "\n" + Files.readString(file));
      }
    }
    return contents;
  }

  private Map<String, byte[]> film(String run) throws IOException {
    Map<String, byte[]> frames = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(run).resolve("film"))) {
      for (Path file : files.toList()) {
        frames.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return frames;
  }

  private void assertSameFilm(String one, String other) throws IOException {
    Map<String, byte[]> frames = film(one);
    Map<String, byte[]> others = film(other);
    assertEquals(frames.keySet(), others.keySet());
    frames.forEach((name, bytes) -> assertArrayEquals(bytes, others.get(name), name));
  }

  static List<String> configurations() {
    return List.of(
        STREAM, EXAMPLES, AVERAGED, STREAM.replace("epochs: 2", "average-last: 2, epochs: 2"));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void aTrainingThatStopsAgainAndAgainComesToTheSameEnd(String keys) throws IOException {
    train(keys, "whole", ExistingRun.REFUSED, never()).orElseThrow();
    Random random = new Random(3);
    Optional<Result> result = Optional.empty();
    int sessions = 0;
    while (result.isEmpty()) {
      result =
          train(keys, "pieces", ExistingRun.RESUMED, new StoppingObserver(1 + random.nextInt(12)));
      sessions++;
    }
    assertTrue(sessions > 3, sessions + " sessions");
    assertSameRun("whole", "pieces");
    Provenance provenance = Provenance.read(folder.resolve("pieces/provenance.json"));
    assertEquals(sessions, provenance.sessions().size());
    assertTrue(provenance.sessions().get(sessions - 1).seconds() > 0);
    assertEquals(null, provenance.sessions().get(0).seconds());
  }

  @Test
  void theFilmOfATrainingThatStopsAgainAndAgainIsTheSameToTheByte() throws IOException {
    train(FILMED, "whole", ExistingRun.REFUSED, never()).orElseThrow();
    Random random = new Random(4);
    while (train(FILMED, "cut", ExistingRun.RESUMED, new StoppingObserver(1 + random.nextInt(30)))
        .isEmpty()) {
      // What a process that was killed later than its last checkpoint leaves.
      Files.write(folder.resolve("cut/film/step-00009999.zip"), new byte[] {1});
    }
    assertSameRun("whole", "cut");
    assertSameFilm("whole", "cut");
    assertTrue(
        film("whole").keySet().containsAll(List.of("step-00000000.zip", "step-00000056.zip")),
        film("whole").keySet().toString());
  }

  @Test
  void aFilmHasTheModelsOfItsStepsWithoutTheOptimizersState() throws IOException {
    String keys = FILMED.replace("evaluate-every: 25", "evaluate-every: 10");
    train(keys, "run", ExistingRun.REFUSED, new StoppingObserver(10));
    List<FilmFrame> film = FinishedRun.open(folder.resolve("run")).film();
    assertEquals(List.of(0, 1, 2, 3, 6, 10), film.stream().map(FilmFrame::step).toList());
    RecurrentNetwork frame = film.get(5).model();
    RecurrentNetwork checkpoint = ModelFile.read(folder.resolve("run/checkpoint-10.zip")).network();
    assertEquals(checkpoint.dl4j().params(), frame.dl4j().params());
    assertEquals(10, frame.dl4j().getIterationCount());
    assertTrue(
        Files.size(film.get(5).file()) < 0.5 * Files.size(folder.resolve("run/checkpoint-10.zip")));
  }

  @Test
  void theFilmOfAnOverwrittenRunGoesAway() throws IOException {
    train(FILMED, "run", ExistingRun.REFUSED, new StoppingObserver(12));
    train(STREAM, "run", ExistingRun.REPLACED, new StoppingObserver(3));
    assertFalse(Files.exists(folder.resolve("run/film")));
    train(FILMED, "run", ExistingRun.REPLACED, new StoppingObserver(3));
    assertEquals(4, film("run").size());
  }

  @Test
  void rowsAfterTheCheckpointAreTakenBack() throws IOException {
    train(EXAMPLES, "whole", ExistingRun.REFUSED, never()).orElseThrow();
    train(EXAMPLES, "cut", ExistingRun.REFUSED, new StoppingObserver(9));
    Path cut = folder.resolve("cut");
    // As if the power had gone while a later row was written.
    Files.writeString(
        cut.resolve("metrics.csv"), "step,epoch\n12,0.5\n9999,", StandardOpenOption.CREATE);
    StoppingObserver observer = never();
    train(EXAMPLES, "cut", ExistingRun.RESUMED, observer).orElseThrow();
    assertEquals(List.of(9), observer.resumed);
    assertSameRun("whole", "cut");
  }

  @Test
  void aFinishedRunThatIsResumedStaysAsItIs() throws IOException {
    train(EXAMPLES, "run", ExistingRun.REFUSED, never()).orElseThrow();
    train(EXAMPLES, "same", ExistingRun.REFUSED, never()).orElseThrow();
    train(EXAMPLES, "same", ExistingRun.RESUMED, never()).orElseThrow();
    assertSameRun("run", "same");
  }

  @Test
  void moreEpochsMayBeAskedForOnTheWay() throws IOException {
    String few = EXAMPLES.replace(", schedule: cosine", "");
    String more = few.replace("epochs: 2", "epochs: 3");
    train(few, "run", ExistingRun.REFUSED, never()).orElseThrow();
    train(more, "run", ExistingRun.RESUMED, never()).orElseThrow();
    train(more, "long", ExistingRun.REFUSED, never()).orElseThrow();
    assertSameRun("long", "run");
    assertEquals(3, FinishedRun.open(folder.resolve("run")).config().training().epochs());
  }

  /** An average that took the best model's place must not stand in the way of what comes. */
  @ParameterizedTest
  @CsvSource({"0.001,false", "0.03,true"})
  void anAverageGivesItsPlaceBackWhereATrainingGoesOn(String rate, boolean isTaken)
      throws IOException {
    String few =
        EXAMPLES
            .replace(
                "batch-size: 256, patience: 1, ",
                "batch-size: 50, evaluate-every: 9, average-last: 4, ")
            .replace(
                "schedule: cosine", "optimizer: {type: adam, learning-rate: %s}".formatted(rate))
            .replace("epochs: 2", "epochs: 3");
    String more = few.replace("epochs: 3", "epochs: 4");
    train(few, "run", ExistingRun.REFUSED, never()).orElseThrow();
    assertEquals(isTaken, Files.exists(folder.resolve("run/model-single.zip")));
    train(more, "run", ExistingRun.RESUMED, never()).orElseThrow();
    train(more, "long", ExistingRun.REFUSED, never()).orElseThrow();
    assertSameRun("long", "run");
    train(EXAMPLES, "run", ExistingRun.REPLACED, new StoppingObserver(1));
    assertFalse(Files.exists(folder.resolve("run/average")));
    assertFalse(Files.exists(folder.resolve("run/model-single.zip")));
  }

  @Test
  void aDamagedCheckpointCostsNoModelOfAnAverage() throws IOException {
    train(AVERAGED, "whole", ExistingRun.REFUSED, never()).orElseThrow();
    train(AVERAGED, "run", ExistingRun.REFUSED, new StoppingObserver(15));
    Files.write(folder.resolve("run/checkpoint-15.zip"), new byte[0]);
    StoppingObserver observer = never();
    train(AVERAGED, "run", ExistingRun.RESUMED, observer).orElseThrow();
    assertEquals(List.of(14), observer.resumed);
    assertSameRun("whole", "run");
  }

  @Test
  void anotherConfigurationIsRefusedWithItsKeys() {
    train(EXAMPLES, "run", ExistingRun.REFUSED, new StoppingObserver(3));
    String other =
        EXAMPLES.replace("units: 10", "units: 11").replace("batch-size: 256", "batch-size: 32");
    assertEquals(
        folder.resolve("run")
            + ": was begun with another configuration; it can go on only with the same"
            + " network.units, training.batch-size",
        assertThrows(UserException.class, () -> train(other, "run", ExistingRun.RESUMED, never()))
            .getMessage());
  }

  @Test
  void otherDataAreRefused() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("text.txt"), "abcabcabd".repeat(40));
    String keys =
        "task: {type: character-language-model, file: '%s'}, training: {sequence-length: 4}"
            .formatted(data.resolve("text.txt"));
    train(keys, "run", ExistingRun.REFUSED, new StoppingObserver(3));
    Files.writeString(data.resolve("text.txt"), "abcabcabc".repeat(40));
    assertEquals(
        data.resolve("text.txt")
            + ": not the data this run was trained on (its SHA-256 is another)",
        assertThrows(UserException.class, () -> train(keys, "run", ExistingRun.RESUMED, never()))
            .getMessage());
  }

  /** At every section of the file, and at random places. */
  @Test
  void aDamagedNewestCheckpointFallsBackToTheOneBefore() throws IOException {
    train(EXAMPLES, "whole", ExistingRun.REFUSED, never()).orElseThrow();
    train(EXAMPLES, "run", ExistingRun.REFUSED, new StoppingObserver(16));
    Path newest = folder.resolve("run/checkpoint-16.zip");
    byte[] bytes = Files.readAllBytes(newest);
    assertTrue(Files.exists(folder.resolve("run/checkpoint-14.zip")));
    Random random = new Random(5);
    CheckpointFiles checkpoints = new CheckpointFiles(folder.resolve("run"));
    List<Integer> places = new ArrayList<>(List.of(0, 30, bytes.length - 1, bytes.length - 40));
    random.ints(40, 0, bytes.length).forEach(places::add);
    for (int place : places) {
      byte[] damaged = bytes.clone();
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      Files.write(newest, damaged);
      List<String> warnings = new ArrayList<>();
      assertEquals(14, checkpoints.newest(warnings::add).orElseThrow().step(), "place " + place);
      assertEquals(
          List.of(newest + ": damaged (its SHA-256 is another); looking for the checkpoint before"),
          warnings);
      Files.write(newest, Arrays.copyOf(bytes, place));
      assertEquals(14, checkpoints.newest(warnings::add).orElseThrow().step(), "cut at " + place);
    }
    StoppingObserver observer = never();
    train(EXAMPLES, "run", ExistingRun.RESUMED, observer).orElseThrow();
    assertEquals(List.of(14), observer.resumed);
    assertEquals(1, observer.warnings.size());
    assertSameRun("whole", "run");
  }

  @Test
  void withoutAWholeCheckpointTheRunBeginsAnew() throws IOException {
    train(EXAMPLES, "whole", ExistingRun.REFUSED, never()).orElseThrow();
    train(EXAMPLES, "run", ExistingRun.REFUSED, new StoppingObserver(16));
    Files.write(folder.resolve("run/checkpoint-16.zip"), new byte[0]);
    Files.delete(folder.resolve("run/checkpoint-14.zip.sha256"));
    StoppingObserver observer = never();
    train(EXAMPLES, "run", ExistingRun.RESUMED, observer).orElseThrow();
    assertEquals(2, observer.warnings.size());
    assertEquals(List.of(), observer.resumed);
    assertSameRun("whole", "run");
  }

  @Test
  @SuppressWarnings("try")
  void aSecondTrainingIntoTheFolderIsRefusedWithTheProcessOfTheFirst() throws IOException {
    Path run = folder.resolve("run");
    try (RunFolder first = RunFolder.open(run, ExistingRun.REFUSED)) {
      for (ExistingRun existing : ExistingRun.values()) {
        String message =
            assertThrows(UserException.class, () -> train(EXAMPLES, "run", existing, never()))
                .getMessage();
        assertEquals(
            "%s: process %d is training into this folder; wait for its end, or choose another --out"
                .formatted(run, ProcessHandle.current().pid()),
            message);
      }
    }
    // What a process that was killed left behind.
    Files.writeString(run.resolve(".lock"), "99999999");
    assertTrue(train(EXAMPLES, "run", ExistingRun.REFUSED, never()).isPresent());
    assertEquals("", Files.readString(run.resolve(".lock")));
  }

  @Test
  void filesThatAreNoRunsAreNeitherReplacedNorDeleted() throws IOException {
    Path run = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(run.resolve("test-predictions.tsv"), "mine");
    Files.writeString(run.resolve("source-vocabulary.txt"), "mine");
    String message =
        assertThrows(
                UserException.class, () -> train(EXAMPLES, "mine", ExistingRun.REFUSED, never()))
            .getMessage();
    assertEquals(
        run.resolve("source-vocabulary.txt")
            + ": is in the way of the run's own; choose another"
            + " --out",
        message);
    assertEquals("mine", Files.readString(run.resolve("test-predictions.tsv")));
    assertEquals("mine", Files.readString(run.resolve("source-vocabulary.txt")));
    assertFalse(Files.exists(run.resolve("config.yaml")));
  }

  @Test
  void provenanceIsEnoughToRepeatARunOnTheSameData() throws IOException {
    Path data = Files.writeString(folder.resolve("text.txt"), "abcabcabd".repeat(40));
    Path file =
        Files.writeString(
            folder.resolve("my.yaml"),
            "name: my\ntask: {type: character-language-model, file: text.txt}\n"
                + "training: {sequence-length: 4, epochs: 2}\n");
    Path first = folder.resolve("first");
    assertEquals(0, CommandLineRun.of("train", file.toString(), "--out", first.toString()).code());
    Path second = folder.resolve("second");
    String from = first.resolve("provenance.json").toString();
    String[] again = {"train", "--from", from, "--out", second.toString()};
    CommandLineRun repeated = CommandLineRun.of(again);
    assertEquals(0, repeated.code(), repeated.err());
    assertFalse(repeated.out().contains(" here, "), repeated.out());
    assertSameRun("first", "second");

    Files.writeString(data, "abcabcabc".repeat(40));
    CommandLineRun refused =
        CommandLineRun.of("train", "--from", from, "--out", folder.resolve("third").toString());
    assertEquals(2, refused.code());
    assertEquals(
        data + ": not the data this run was trained on (its SHA-256 is another)\n", refused.err());
    assertFalse(Files.exists(folder.resolve("third")));
    assertEquals(2, CommandLineRun.of("train", "--from", file.toString()).code());
    assertEquals(2, CommandLineRun.of("train", file.toString(), "--from", from).code());
    assertEquals(2, CommandLineRun.of("train").code());
  }
}
