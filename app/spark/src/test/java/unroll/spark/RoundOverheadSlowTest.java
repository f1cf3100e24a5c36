package unroll.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.config.ConfigWriter;
import unroll.data.DataRoot;
import unroll.experiment.ExperimentConfig;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.Crew;
import unroll.training.Division;
import unroll.training.MadeStep;
import unroll.training.TrainingState;
import unroll.training.WorkerState;

/** What a round costs besides the steps in it, printed: rounds of one small step each. */
@Tag("slow")
class RoundOverheadSlowTest {
  private static final int ROUNDS = 24;
  private static final int WARM = 6;

  @TempDir private Path folder;

  private ExperimentConfig config(int units) throws IOException {
    String keys =
        "name: overhead\ntask: {type: character-language-model, file: %s/data/weather/weather.txt}\n"
                .formatted(TestConfig.project())
            + "network: {cell: lstm, units: %d}\n".formatted(units)
            + "training: {batch-size: 1, sequence-length: 1}\n";
    return ExperimentConfig.read(Files.writeString(folder.resolve("o.yaml"), keys), List.of());
  }

  private static double median(Crew crew) {
    List<Double> seconds = new ArrayList<>();
    TrainingState state = TrainingState.START;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      List<MadeStep> made = crew.make(state, 1);
      if (round >= WARM) {
        seconds.add((System.nanoTime() - start) / 1e9);
      }
      state = state.afterStep(crew.batches(), made.get(0).report().labels());
    }
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.println("seconds: " + Arrays.toString(sorted));
    return sorted[sorted.length / 2];
  }

  @ParameterizedTest
  @CsvSource({"20, 1", "20, 2", "1000, 1", "1000, 2"})
  void aRoundInTheDriversProcessCostsLittle(int units, int workers) throws IOException {
    measure("local[2]", units, workers, conf -> conf.setMaster("local[2]"));
  }

  @ParameterizedTest
  @CsvSource({"20, 1", "20, 2", "1000, 1", "1000, 2"})
  void aRoundOnAClusterCostsLittle(int units, int workers) throws IOException {
    Path jar = TestConfig.jar();
    try (SparkHome home = new SparkHome(folder.resolve("spark"));
        SparkCluster cluster = new SparkCluster(home, workers)) {
      measure(
          workers + " executors",
          units,
          workers,
          conf ->
              conf.setMaster(cluster.master())
                  .set("spark.jars", jar.toString())
                  .set("spark.executor.memory", "1g")
                  .set("spark.driver.host", "127.0.0.1"));
    }
  }

  private void measure(String where, int units, int workers, UnaryOperator<SparkConf> engine)
      throws IOException {
    ExperimentConfig config = config(units);
    TaskData data = config.load(new DataRoot(folder), folder);
    RecurrentNetwork network = config.newNetwork(data);
    double alone;
    try (Crew crew =
        Crew.oneWorker(config.training(), data.shape())
            .recruit(network, data.splits().training(), Optional.empty())) {
      alone = median(crew);
    }
    SparkConf conf = engine.apply(SparkTraining.conf(config)).set("spark.ui.enabled", "false");
    double round;
    try (JavaSparkContext context = new JavaSparkContext(conf);
        Crew crew = crew(context, config, data, network, workers)) {
      round = median(crew);
    }
    System.out.printf(
        "%s, %,d parameters, %d workers: a round %.3f s, a step alone %.3f s, overhead %.3f s%n",
        where, network.parameterCount(), workers, round, alone, round - alone);
    assertTrue(round < 60, "a round took " + round + " s");
  }

  private Crew crew(
      JavaSparkContext context,
      ExperimentConfig config,
      TaskData data,
      RecurrentNetwork network,
      int workers) {
    DataPlace place = new DataPlace(folder.toString(), false, 1);
    String yaml = ConfigWriter.write(config.withFilesIn(folder));
    return new SparkCrew(
        context,
        new Division(workers, 1),
        Workshop.of(yaml, place, workers, data),
        data.splits().training().widened(workers),
        data.shape(),
        network,
        IntStream.range(0, workers).mapToObj(WorkerState::first).toList(),
        () -> false,
        () -> {});
  }
}
