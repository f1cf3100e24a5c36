package unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings on a cluster of three processes with the jar as it is shipped, and some that die. */
@Tag("slow")
class ClusterSlowTest {
  @TempDir private Path folder;
  private Path jar;
  private SparkHome home;
  private SparkCluster cluster;

  @BeforeEach
  void startCluster() throws IOException {
    jar = TestConfig.jar();
    home = new SparkHome(folder.resolve("spark"));
    cluster = new SparkCluster(home, 2);
  }

  @AfterEach
  void stopCluster() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
    if (home != null) {
      home.close();
    }
  }

  private TrainedRun run(String name) {
    return new TrainedRun(folder.resolve(name));
  }

  private StartedProcess start(String run, int workers, int steps, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                TestConfig.STREAM.in(folder).toString(),
                "--out",
                folder.resolve(run).toString(),
                "--resume",
                "--partitions=" + workers,
                "--rounds-of=" + steps));
    arguments.addAll(List.of(more));
    return cluster.submit(jar, folder.resolve(run + ".log"), arguments.toArray(String[]::new));
  }

  private void train(String run, int workers, int steps, String... more)
      throws IOException, InterruptedException {
    start(run, workers, steps, more).await(0);
  }

  private boolean hasCheckpoint(String name) {
    Path run = folder.resolve(name);
    if (!Files.isDirectory(run)) {
      return false;
    }
    try (Stream<Path> files = Files.list(run)) {
      return files.anyMatch(file -> file.toString().endsWith(".sha256"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void oneWorkerComesToTheBytesOfATrainingWithoutSpark() throws IOException, InterruptedException {
    Process here =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dunroll.threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                "unroll.Main",
                "train",
                TestConfig.STREAM.in(folder).toString(),
                "--out",
                folder.resolve("here").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("here.log").toFile())
            .start();
    new StartedProcess(here, folder.resolve("here.log"), () -> "").await(0);
    train("one", 1, 7);
    run("one").assertSameAs(run("here"));
  }

  @Test
  void aTrainingComesToTheSameEndThoughAnExecutorAndItsDriverAreKilled()
      throws IOException, InterruptedException {
    train("whole", 2, 5);
    StartedProcess driver = start("killed", 2, 5);
    driver.awaitThat(() -> hasCheckpoint("killed"));
    ProcessHandle executor = cluster.executor().orElseThrow();
    StartedProcess.kill(executor);
    driver.await(0);
    assertTrue(!executor.isAlive());
    run("killed").assertSameAs(run("whole"));

    driver = start("resumed", 2, 5);
    driver.awaitThat(() -> hasCheckpoint("resumed"));
    driver.kill();
    driver.await(128 + 9);
    assertTrue(!Files.exists(folder.resolve("resumed/result.json")), "it was done too early");
    train("resumed", 2, 5);
    run("resumed").assertSameAs(run("whole"));
  }

  @Test
  void twoWorkersWithSgdMakeTheStepsOfABatchTwiceAsLarge()
      throws IOException, InterruptedException {
    train("one", 1, 1, TestConfig.STREAM.plain(2));
    train("two", 2, 1, TestConfig.STREAM.plain(1));
    double distance = run("two").distanceFrom(run("one"));
    assertTrue(distance < 1e-6, "differ by " + distance);
    assertEquals(
        run("one").metric("training-loss").get(0), run("two").metric("training-loss").get(0), 1e-6);
  }

  @Test
  void ctrlCKeepsTheLastWholeRoundAndATrainingGoesOnFromThereToTheSameEnd()
      throws IOException, InterruptedException {
    train("whole", 2, 5);
    StartedProcess driver = start("stopped", 2, 5);
    driver.awaitThat(() -> hasCheckpoint("stopped"));
    driver.interrupt();
    driver.await(128 + 2);
    String log = Files.readString(folder.resolve("stopped.log"));
    assertTrue(log.contains("stopped; --resume goes on from "), log);
    assertTrue(!log.contains("Exception"), log);
    assertTrue(!Files.exists(folder.resolve("stopped/result.json")), "it was done too early");
    train("stopped", 2, 5);
    run("stopped").assertSameAs(run("whole"));
  }

  @Test
  void theLossOfRealTextFallsWithAdamOnPiecesOfIt() throws IOException, InterruptedException {
    Path text = TestConfig.project().resolve("../shared/data/tiny-shakespeare").normalize();
    assumeTrue(Files.isDirectory(text), "no " + text);
    train(
        "text",
        2,
        20,
        "--data=" + text.getParent(),
        "--set=task.file=data:tiny-shakespeare/input.txt",
        "--set=network.units=64",
        "--set=network.layers=1",
        "--set=training.epochs=1",
        "--set=training.feeding=teacher-forcing",
        "--set=training.optimizer={type: adam, learning-rate: 0.01}",
        "--set=training.evaluate-every=200",
        "--set=training.checkpoint-every=0");
    List<Double> losses = run("text").metric("validation-nats-per-character");
    assertTrue(losses.size() > 3, losses.toString());
    assertTrue(losses.get(losses.size() - 1) < 0.9 * losses.get(0), losses.toString());
    assertTrue(losses.get(losses.size() - 1) < 2.1, losses.toString());
  }
}
