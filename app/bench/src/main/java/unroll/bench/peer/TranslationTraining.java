package unroll.bench.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.DataRoot;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.experiment.ExperimentConfig;
import unroll.network.ComputeThreads;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.TrainingStep;

/**
 * Trains an encoder and decoder on the first batches of a training, once for every line that it
 * reads, and answers each with a line of JSON. Before, it leaves in a folder what {@code
 * peer_translation_torch.py} needs to do the same.
 */
public final class TranslationTraining {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double NANOS_IN_A_SECOND = 1e9;

  private final TrainingStep step;
  private final List<DataSet> batches;
  private final double learningRate;
  private final int threads;

  private TranslationTraining(
      TrainingStep step, List<DataSet> batches, double learningRate, int threads) {
    this.step = step;
    this.batches = batches;
    this.learningRate = learningRate;
    this.threads = threads;
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 4) {
      System.err.println("expected CONFIG FOLDER BATCHES THREADS [KEY=VALUE]...");
      System.exit(2);
    }
    try {
      TranslationTraining training =
          prepare(
              Path.of(arguments[0]).toAbsolutePath(),
              Path.of(arguments[1]),
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3]),
              Arrays.asList(arguments).subList(4, arguments.length));
      System.out.println("ready");
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (lines.readLine() != null) {
        System.out.println(training.pass());
      }
    } catch (UserException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static TranslationTraining prepare(
      Path config, Path folder, int count, int threads, List<String> settings) throws IOException {
    ExperimentConfig experiment = ExperimentConfig.read(config, settings);
    TaskData data = experiment.load(DataRoot.choose(Optional.empty()), config.getParent());
    SharedTraining shared = new SharedTraining(experiment, data.shape());
    ComputeThreads.use(threads, false);
    RecurrentNetwork network =
        RecurrentNetwork.create(
            experiment
                .network()
                .configuration(
                    data.shape(),
                    false,
                    experiment.training().optimizer().update(),
                    experiment.training().seed()));
    BatchPlan plan = data.splits().training();
    List<List<SequenceExample>> rows =
        IntStream.range(0, Math.min(count, plan.batches()))
            .mapToObj(batch -> plan.rows(0, batch))
            .toList();
    shared.write(folder, rows, network.dl4j());
    List<DataSet> batches = new ArrayList<>();
    try (SequenceBatches made = SequenceBatches.onePass(plan, data.shape(), network.dataType())) {
      rows.forEach(each -> batches.add(made.next()));
    }
    return new TranslationTraining(
        new TrainingStep(network, experiment.training().clipNorm()),
        batches,
        experiment.training().optimizer().learningRate(),
        threads);
  }

  /** A step on every batch. */
  private String pass() throws JsonProcessingException {
    List<Double> losses = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    long targets = 0;
    long start = System.nanoTime();
    for (DataSet batch : batches) {
      step.clearState();
      TrainingStep.Report report = step.run(batch, learningRate);
      losses.add(report.loss());
      norms.add(report.gradientNorm());
      targets += report.labels();
    }
    double seconds = (System.nanoTime() - start) / NANOS_IN_A_SECOND;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("peer", "unroll");
    line.put("threads", threads);
    line.put("seconds", seconds);
    line.put("targets", targets);
    line.put("losses", losses);
    line.put("gradient_norms", norms);
    return JSON.writeValueAsString(line);
  }
}
