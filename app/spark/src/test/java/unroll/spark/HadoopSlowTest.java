package unroll.spark;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings with data and run folders in HDFS, and a driver in a cluster of YARN. */
@Tag("slow")
class HadoopSlowTest {
  private static final String DATA = "/sets/weather/weather.txt";

  /** Enough to be on its way to a data node. */
  private static final int HALF = 1 << 20;

  @TempDir private Path folder;
  private Path jar;
  private SparkHome home;
  private HadoopCluster hadoop;
  private FileSystem files;

  @BeforeEach
  void startHadoop() throws IOException, InterruptedException {
    jar = TestConfig.jar();
    home = new SparkHome(folder.resolve("spark"));
    hadoop = new HadoopCluster(home);
    files = hadoop.files();
    files.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(
            TestConfig.project().resolve("data/weather/weather.txt").toUri()),
        new org.apache.hadoop.fs.Path(DATA));
  }

  @AfterEach
  void stopHadoop() throws IOException {
    if (files != null) {
      files.close();
    }
    if (hadoop != null) {
      hadoop.close();
    }
    if (home != null) {
      home.close();
    }
  }

  private List<String> arguments(String config, String run) {
    return List.of(
        config,
        "--set=task.file=data:weather/weather.txt",
        "--data=" + hadoop.address() + "/sets",
        "--out=" + run,
        "--resume",
        "--rounds-of=5");
  }

  /** A training in one process, into a folder. */
  private TrainedRun whole() throws IOException, InterruptedException {
    Path run = folder.resolve("whole");
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Dunroll.threads=1",
                "-Dspark.master=local[2]",
                "-Dspark.ui.enabled=false",
                "org.apache.spark.deploy.SparkSubmit",
                "--class=unroll.spark.Main",
                jar.toString()));
    command.addAll(arguments(TestConfig.STREAM.in(folder).toString(), run.toString()));
    home.start(home.java(command), folder.resolve("whole.log")).await(0);
    return new TrainedRun(run);
  }

  private String there(String run) {
    return hadoop.address() + "/runs/" + run;
  }

  private List<String> names(String run) {
    try {
      org.apache.hadoop.fs.Path at = new org.apache.hadoop.fs.Path(there(run));
      return files.exists(at)
          ? Arrays.stream(files.listStatus(at))
              .map(FileStatus::getPath)
              .map(org.apache.hadoop.fs.Path::getName)
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean hasCheckpoint(String run) {
    return names(run).stream().anyMatch(name -> name.endsWith(".sha256"));
  }

  private void assertComplete(String run, TrainedRun whole) throws IOException {
    Path copy = folder.resolve(run);
    files.copyToLocalFile(
        false,
        new org.apache.hadoop.fs.Path(there(run)),
        new org.apache.hadoop.fs.Path(copy.toUri()),
        true);
    new TrainedRun(copy).assertSameAs(whole);
  }

  @Test
  void aRunInHdfsGoesOnToTheSameEndThoughItsDriverAndADataNodeDie()
      throws IOException, InterruptedException {
    TrainedRun whole = whole();
    try (SparkCluster cluster = new SparkCluster(home, 2)) {
      StartedProcess driver = start(cluster, "first");
      driver.awaitThat(() -> hasCheckpoint("run"));
      driver.kill();
      driver.await(128 + 9);
      assertFalse(names("run").contains("result.json"), "it was done too early");
      leaveHalfAFile();
      hadoop.dataNode(0).destroyForcibly();
      start(cluster, "second").await(0);
    }
    assertComplete("run", whole);
  }

  private StartedProcess start(SparkCluster cluster, String log) {
    List<String> arguments =
        new ArrayList<>(arguments(TestConfig.STREAM.in(folder).toString(), there("run")));
    arguments.add("--partitions=2");
    return cluster.submit(jar, folder.resolve(log + ".log"), arguments.toArray(String[]::new));
  }

  /** As a driver that dies while it writes: HDFS keeps such a file open, and of unknown length. */
  private void leaveHalfAFile() throws IOException, InterruptedException {
    String name = "more.csv.part";
    StartedProcess writer = hadoop.writer("/runs/run/" + name);
    writer.process().getOutputStream().write(new byte[HALF]);
    writer.process().getOutputStream().flush();
    writer.awaitThat(() -> names("run").contains(name));
    writer.kill();
    writer.await(128 + 9);
  }

  @Test
  void yarnStartsADriverThatDiesOnceMoreAndItComesToTheSameEnd()
      throws IOException, InterruptedException {
    TrainedRun whole = whole();
    hadoop.startYarn();
    StartedProcess training = submitToYarn("yarn");
    training.awaitThat(() -> hasCheckpoint("yarn"));
    StartedProcess.kill(driver().orElseThrow());
    training.await(0);
    assertComplete("yarn", whole);
  }

  @Test
  void yarnIsToldOfAMistake() throws IOException, InterruptedException {
    hadoop.startYarn();
    StartedProcess training = submitToYarn("mistaken", "--set=training.epochs=-1");
    training.await(1);
    String said = Files.readString(training.log());
    assertTrue(said.contains("training.epochs: must be at least 1, found -1"), said);
    assertTrue(said.contains("finished with failed status"), said);
  }

  private StartedProcess submitToYarn(String run, String... more) {
    Path config = TestConfig.STREAM.in(folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                "org.apache.spark.deploy.SparkSubmit",
                "--master=yarn",
                "--deploy-mode=cluster",
                "--num-executors=2",
                "--executor-memory=512m",
                "--driver-memory=512m",
                "--conf=spark.executor.memoryOverhead=1g",
                "--conf=spark.driver.memoryOverhead=1g",
                "--conf=spark.ui.enabled=false",
                "--conf=spark.yarn.jars=local:" + home.jars() + "/*",
                "--files=" + config,
                "--class=unroll.spark.Main"));
    command.addAll(numericEnvironment());
    command.add(jar.toString());
    command.addAll(arguments(config.getFileName().toString(), there(run)));
    command.addAll(List.of(more));
    ProcessBuilder submit = home.java(command);
    submit.environment().put("HADOOP_CONF_DIR", home.configuration().toString());
    return home.start(submit, folder.resolve(run + ".log"));
  }

  /** YARN starts processes with an environment of its own; these variables change last digits. */
  private static List<String> numericEnvironment() {
    List<String> options = new ArrayList<>();
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().removeIf(name -> !name.matches("(OMP|OPENBLAS)_.*"));
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    for (String place : List.of("yarn.appMasterEnv", "executorEnv")) {
      environment.forEach(
          (name, value) -> options.add("--conf=spark.%s.%s=%s".formatted(place, name, value)));
    }
    return options;
  }

  /** The driver that YARN has started, if it has. */
  private static Optional<ProcessHandle> driver() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> SparkCluster.isRunning(process, "yarn.ApplicationMaster"))
        .filter(process -> !process.info().command().orElse("").endsWith("bash"))
        .findFirst();
  }
}
