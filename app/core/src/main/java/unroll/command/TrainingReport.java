package unroll.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import unroll.config.UserException;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Vocabulary;
import unroll.experiment.AverageResult;
import unroll.experiment.ExperimentConfig;
import unroll.experiment.ExperimentObserver;
import unroll.experiment.FoldMetrics;
import unroll.experiment.Result;
import unroll.insight.SequenceTracer;
import unroll.insight.TraceText;
import unroll.network.RecurrentNetwork;
import unroll.task.CharacterLanguageModel;
import unroll.task.CharacterModelData;
import unroll.task.TaskData;
import unroll.training.EvaluationRow;
import unroll.training.TrainingState;

/** Tells a person how a training goes. */
public final class TrainingReport implements ExperimentObserver {
  private final ExperimentConfig config;
  private final Progress progress;
  private final PrintWriter out;
  private final Interruption interruption;
  private final boolean trace;
  private TaskData data;
  private int batchesInAnEpoch;

  /**
   * @param trace whether to show every number before and after
   */
  public TrainingReport(
      ExperimentConfig config,
      Progress progress,
      PrintWriter out,
      Interruption interruption,
      boolean trace) {
    this.config = config;
    this.progress = progress;
    this.out = out;
    this.interruption = interruption;
    this.trace = trace;
  }

  /**
   * @throws UserException if the experiment has no short text to show step by step
   */
  static void requireTraceable(ExperimentConfig config) {
    if (!(config.task() instanceof CharacterLanguageModel task) || task.text() == null) {
      throw new UserException("--trace: expected a configuration with its text in task.text");
    }
  }

  @Override
  public void warned(String message) {
    progress.clear();
    out.println("warning: " + message);
  }

  @Override
  public void resumed(int step) {
    out.println("goes on after step %,d".formatted(step));
  }

  @Override
  public void prepared(TaskData prepared, RecurrentNetwork network) {
    data = prepared;
    progress.begin();
    out.println(config.name());
    prepared.description().forEach(line -> out.println("  " + line));
    out.println("  network: %,d parameters".formatted(network.parameterCount()));
    if (trace) {
      out.println();
      out.print(TraceText.vocabulary(vocabulary()));
      out.println("\nbefore training, reading the text (teacher forcing)");
      out.print(steps(network));
      out.println();
    }
  }

  @Override
  public void baselines(Map<String, Map<String, Map<String, Double>>> baselines) {
    baselines.forEach(
        (method, splits) ->
            splits.forEach(
                (split, metrics) ->
                    out.println("  baseline " + method + ", " + split + ": " + all(metrics))));
  }

  @Override
  public void began(int batches) {
    batchesInAnEpoch = batches;
  }

  @Override
  public void stepped(TrainingState state, double loss, double seconds) {
    double done = state.epochs(batchesInAnEpoch) / config.training().epochs();
    progress.show(done, loss, state.symbols(), seconds);
  }

  @Override
  public void evaluated(EvaluationRow row, RecurrentNetwork network) {
    progress.clear();
    String validation =
        row.validation().map(score -> ", validation " + first(score.metrics())).orElse("");
    out.println(
        String.format(
            Locale.ROOT,
            "epoch %.2f, step %d: training loss %.4f%s, %,.0f symbols/s, %s",
            row.epochs(),
            row.step(),
            row.trainingLoss(),
            validation,
            row.symbolsPerSecond(),
            Progress.duration(row.seconds())));
    data.sample(network).ifPresent(text -> out.println(text.indent(2).stripTrailing()));
    progress.resume(row.seconds());
  }

  @Override
  public boolean stopRequested() {
    if (interruption.isRequested()) {
      progress.clear();
    }
    return interruption.isRequested();
  }

  @Override
  public void averaged(AverageResult average) {
    out.println(
        "average of the %,d newest models, validation: %s: %s"
            .formatted(
                average.steps().size(),
                all(average.validation()),
                average.best() ? "the best model" : "not the best model"));
  }

  @Override
  public void finished(Result result, TaskData finalData, RecurrentNetwork best) {
    if (trace) {
      out.println("\nafter training, reading the text (teacher forcing)");
      out.print(steps(best));
      out.println();
    }
    result
        .splits()
        .forEach(
            (split, score) -> out.println("best model, " + split + ": " + all(score.metrics())));
    finalData.demonstration(best).ifPresent(out::println);
  }

  /** When all folds of a cross-validation have been tested. */
  void crossValidated(FoldMetrics metrics) {
    out.println("all folds, test: " + all(metrics.test()));
    metrics
        .baselines()
        .forEach((method, values) -> out.println("  baseline " + method + ": " + all(values)));
  }

  private static String all(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(metric -> number(metric.getKey(), metric.getValue()))
        .collect(Collectors.joining(", "));
  }

  private String steps(RecurrentNetwork network) {
    String text = ((CharacterLanguageModel) config.task()).text();
    Symbols ids =
        Symbols.of(text.codePoints().map(symbol -> vocabulary().idOfCharacter(symbol)).toArray());
    int last = ids.length() - 1;
    SequenceExample example = new SequenceExample(ids.slice(0, last), ids.slice(1, ids.length()));
    SequenceTracer tracer = new SequenceTracer(data.shape(), example);
    return TraceText.steps(tracer.forced(network), vocabulary());
  }

  private Vocabulary vocabulary() {
    return ((CharacterModelData) data).vocabulary();
  }

  private static String first(Map<String, Double> metrics) {
    Map.Entry<String, Double> metric = metrics.entrySet().iterator().next();
    return number(metric.getKey(), metric.getValue());
  }

  private static String number(String name, double value) {
    return String.format(Locale.ROOT, "%.4f %s", value, name.replace('-', ' '));
  }
}
