package unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unroll.command.Interruption;

/** Trainings on Spark with two threads of this process for its executors. */
class LocalSparkTest {
  @TempDir private Path folder;

  private TrainedRun run(String name) {
    return new TrainedRun(folder.resolve(name));
  }

  private SparkRun spark(TestConfig config, String run, int workers, int steps, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                config.in(folder).toString(),
                "--out",
                folder.resolve(run).toString(),
                "--partitions",
                String.valueOf(workers),
                "--rounds-of",
                String.valueOf(steps)));
    arguments.addAll(List.of(more));
    return SparkRun.of(arguments.toArray(String[]::new));
  }

  private void trainOnSpark(TestConfig config, String run, int workers, int steps, String... more) {
    SparkRun trained = spark(config, run, workers, steps, more);
    assertEquals(0, trained.code(), trained.err());
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private void trainHere(TestConfig config, String run, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train", config.in(folder).toString(), "--out", folder.resolve(run).toString()));
    arguments.addAll(List.of(more));
    unroll(arguments.toArray(String[]::new));
  }

  private static String unroll(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        unroll.Main.run(
            new PrintWriter(out), new PrintWriter(err), Interruption.manual(), arguments);
    assertEquals(0, code, err.toString());
    return out.toString();
  }

  @ParameterizedTest
  @EnumSource
  void oneWorkerComesToTheBytesOfATrainingWithoutSpark(TestConfig config) throws IOException {
    trainHere(config, "here");
    trainOnSpark(config, "spark", 1, 7);
    run("spark").assertSameAs(run("here"));
  }

  @ParameterizedTest
  @EnumSource
  void twoWorkersWithSgdMakeTheStepsOfABatchTwiceAsLarge(TestConfig config) throws IOException {
    trainHere(config, "here", config.plain(2));
    trainOnSpark(config, "spark", 2, 1, config.plain(1));
    double distance = run("spark").distanceFrom(run("here"));
    assertTrue(distance < 1e-6, "differ by " + distance);
    assertEquals(
        run("here").metric("training-loss").get(0),
        run("spark").metric("training-loss").get(0),
        1e-6);
  }

  @ParameterizedTest
  @EnumSource
  void twoWorkersWithAdamLearnInRounds(TestConfig config) throws IOException {
    String[] keys = {
      "--set", "training.epochs=4",
      "--set", "training.schedule=constant",
      "--set", "training.optimizer={type: adam, learning-rate: 0.03}"
    };
    trainOnSpark(config, "spark", 2, 5, with(config.plain(1), keys));
    List<Double> losses = run("spark").metric("training-loss");
    assertTrue(losses.get(losses.size() - 1) < 0.9 * losses.get(0), losses.toString());
  }

  @ParameterizedTest
  @EnumSource
  void aTrainingGoesOnToTheBytesOfOneThatNeverStopped(TestConfig config) throws IOException {
    // With its last epoch a training ends, and cosine knows where; steps between may be evaluated.
    String[] keys = {"--set", "training.schedule=constant", "--set", "training.evaluate-every=0"};
    trainOnSpark(config, "whole", 2, 5, keys);
    trainOnSpark(config, "parts", 2, 5, with(keys, "--set", "training.epochs=1"));
    trainOnSpark(config, "parts", 2, 5, with(keys, "--resume"));
    run("parts").assertSameAs(run("whole"));
  }

  @Test
  void aRunAtAnAddressIsTheSameRun() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/weather"));
    Files.copy(
        TestConfig.project().resolve("data/weather/weather.txt"), data.resolve("weather.txt"));
    String[] keys = {
      "--set", "task.file=data:weather/weather.txt",
      "--set", "training.epochs=1",
      "--data", "file://" + folder.resolve("data")
    };
    String address = "file://" + folder.resolve("address");
    trainOnSpark(TestConfig.STREAM, "path", 2, 5, keys);
    String[] there = with(keys, "--out", address, "--partitions=2", "--rounds-of=5");
    SparkRun trained = SparkRun.of(with(there, TestConfig.STREAM.in(folder).toString()));
    assertEquals(0, trained.code(), trained.err());
    for (String name : List.of("model.zip", "metrics.csv", "result.json", "config.yaml")) {
      assertEquals(
          -1,
          Files.mismatch(
              folder.resolve("path").resolve(name), folder.resolve("address").resolve(name)),
          name);
    }
    SparkRun again = SparkRun.of(with(there, TestConfig.STREAM.in(folder).toString()));
    assertEquals(2, again.code(), again.err());
    assertTrue(again.err().contains(address + ": holds a run already"), again.err());
    assertTrue(
        unroll("generate", folder.resolve("address").toString(), "--length", "5").length() > 5);
  }

  @Test
  void aRunAtAnAddressGoesOnThoughItsDriverDiedWhileItWrote() throws IOException {
    String[] keys = {"--set", "training.schedule=constant", "--set", "training.evaluate-every=0"};
    trainOnSpark(TestConfig.STREAM, "whole", 2, 5, keys);
    String address = "file://" + folder.resolve("address");
    String[] there = with(keys, "--out", address, "--partitions=2", "--rounds-of=5", "--resume");
    String config = TestConfig.STREAM.in(folder).toString();
    SparkRun begun = SparkRun.of(with(there, "--set", "training.epochs=1", config));
    assertEquals(0, begun.code(), begun.err());
    Path run = folder.resolve("address");
    Files.writeString(run.resolve("more.csv.part"), "epo");
    Files.move(run.resolve("metrics.csv"), run.resolve("metrics.csv.whole"));
    Files.copy(run.resolve("times.csv"), run.resolve("times.csv.whole"));
    Files.writeString(run.resolve("times.csv"), "what was there before");
    SparkRun ended = SparkRun.of(with(there, config));
    assertEquals(0, ended.code(), ended.err());
    for (String name : List.of("model.zip", "metrics.csv", "result.json", "config.yaml")) {
      assertEquals(
          -1, Files.mismatch(run("whole").folder().resolve(name), run.resolve(name)), name);
    }
    assertTrue(Files.readString(run.resolve("times.csv")).startsWith("step,"), "times");
    try (Stream<Path> files = Files.list(run)) {
      assertEquals(
          List.of(), files.filter(file -> file.toString().matches(".*(part|whole)")).toList());
    }
  }

  @Test
  void saysWhatIsWrongInALine() {
    SparkRun many =
        spark(
            TestConfig.STREAM,
            "many",
            3,
            5,
            "--set",
            "training.batch-size=1",
            "--set",
            "training.sequence-length=17000");
    assertEquals(2, many.code(), many.err());
    assertTrue(many.err().contains("--partitions: 3, but a batch has 1 rows"), many.err());
    for (String address : List.of("s3a://bucket/run", "nothing://host/run", "hdfs://a b/run")) {
      SparkRun nowhere =
          SparkRun.of(
              TestConfig.STREAM.in(folder).toString(), "--out", address, "--rounds-of", "5");
      assertEquals(2, nowhere.code(), nowhere.err());
      assertTrue(nowhere.err().startsWith(address + ": no file system for it: "), nowhere.err());
      assertEquals(1, nowhere.err().lines().count(), nowhere.err());
    }
    trainOnSpark(TestConfig.STREAM, "run", 2, 5, "--set", "training.epochs=1");
    SparkRun other = spark(TestConfig.STREAM, "run", 2, 6, "--resume");
    assertEquals(2, other.code(), other.err());
    assertTrue(other.err().contains("was begun with 2 workers in rounds of 5 steps"), other.err());
    assertFalse(other.err().contains("Exception"), other.err());
  }
}
