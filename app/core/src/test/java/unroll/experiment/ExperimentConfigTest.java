package unroll.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.command.CommandLineRun;
import unroll.config.ConfigException;
import unroll.config.ConfigReader;
import unroll.config.UserException;
import unroll.data.DataRoot;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.EvaluationRow;
import unroll.training.TrainingState;

/** What only the data can tell of a configuration, told before anything is trained or written. */
class ExperimentConfigTest {
  private static final Path CONFIGS = CommandLineRun.project("app/configs");

  private static final String STEPS =
      "frame-labeling, frames: {type: tables}, labels: [stand, walk, run, turn], train:"
          + " [../../data/steps/walk-00.csv, ../../data/steps/walk-01.csv,"
          + " ../../data/steps/walk-02.csv]";
  private static final String LEFT_OUT = STEPS + ", leave-one-out: true";
  private static final String HELLO = "character-language-model, text: hello";

  @TempDir private Path folder;

  /** Nothing of it must be asked before the mistake is told. */
  private static final class NeverCalled implements ExperimentObserver {
    @Override
    public void prepared(TaskData data, RecurrentNetwork network) {
      throw new AssertionError("prepared");
    }

    @Override
    public void baselines(Map<String, Map<String, Map<String, Double>>> baselines) {
      throw new AssertionError("baselines");
    }

    @Override
    public void finished(Result result, TaskData data, RecurrentNetwork best) {
      throw new AssertionError("finished");
    }

    @Override
    public void stepped(TrainingState state, double loss, double secondsSinceStart) {
      throw new AssertionError("stepped");
    }

    @Override
    public void evaluated(EvaluationRow row, RecurrentNetwork network) {
      throw new AssertionError("evaluated");
    }

    @Override
    public boolean stopRequested() {
      throw new AssertionError("stopRequested");
    }
  }

  private static ExperimentConfig read(String task, String more) {
    return new ConfigReader<>(ExperimentConfig.class)
        .readText("test", "{name: test, task: {type: %s}, %s}".formatted(task, more));
  }

  private static String task(String name) {
    return switch (name) {
      case "steps" -> STEPS;
      case "steps, no validation" -> STEPS + ", validation-fraction: 0.0";
      case "left out" -> LEFT_OUT;
      case "left out, no validation" -> LEFT_OUT + ", validation-count: 0";
      default -> HELLO;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps | training: {best-by: acuracy} |"
            + " training.best-by: unknown: acuracy; did you mean accuracy? expected loss, accuracy,"
            + " macro-f1, segmental-f1-10, segmental-f1-25, segmental-f1-50, edit",
        "hello | training: {best-by: perplexity} |"
            + " training.best-by: unknown: perplexity; expected loss, accuracy",
        "steps | training: {feeding: free-running} |"
            + " training.feeding: this task's network does not read its own output; expected"
            + " teacher-forcing",
        "steps | training: {feeding: scheduled-sampling} |"
            + " training.feeding: this task's network does not read its own output; expected"
            + " teacher-forcing",
        "steps, no validation | training: {best-by: accuracy} |"
            + " training.best-by: there is no validation split to rank models on by accuracy;"
            + " expected loss",
        "hello | training: {best-by: accuracy} |"
            + " training.best-by: there is no validation split to rank models on by accuracy;"
            + " expected loss",
        "steps | training: {sequence-length: 64} |"
            + " training.sequence-length: goes with one long text; this task's sequences are"
            + " trained on whole",
        "steps | network: {embedding: 8} |"
            + " network.embedding: the input is numbers, not symbols; expected 0",
        "hello | network: {bidirectional: true} |"
            + " network.bidirectional: this task continues its own output, which has no end to read"
            + " from",
        "left out | training: {best-by: acuracy} |"
            + " training.best-by: unknown: acuracy; did you mean accuracy? expected loss, accuracy,"
            + " macro-f1, segmental-f1-10, segmental-f1-25, segmental-f1-50, edit",
        "left out, no validation | training: {best-by: edit} |"
            + " training.best-by: there is no validation split to rank models on by edit;"
            + " expected loss",
        "left out | training: {feeding: free-running} |"
            + " training.feeding: this task's network does not read its own output; expected"
            + " teacher-forcing",
        "left out | network: {pooling: max} |"
            + " network.pooling: goes with a task that has one label a sequence; expected last"
      })
  void aKeyThatDoesNotFitTheDataIsToldBeforeAnythingIsWritten(
      String task, String keys, String message) {
    ExperimentConfig config = read(task(task), keys);
    Path run = folder.resolve("run");
    UserException mistake =
        assertThrows(
            UserException.class,
            () -> {
              if (!config.task().isCrossValidated()) {
                new Experiment(config, CONFIGS, new DataRoot(folder))
                    .train(run, ExistingRun.REFUSED, new NeverCalled());
              } else {
                new CrossValidation(config, CONFIGS, new DataRoot(folder))
                    .train(run, ExistingRun.REFUSED, new NeverCalled());
              }
            });
    assertEquals(message, mistake.getMessage());
    assertFalse(Files.exists(run));
  }

  @ParameterizedTest
  @ValueSource(strings = {"loss", "accuracy", "macro-f1", "segmental-f1-50", "edit"})
  void aMetricOfTheTaskMayRankModels(String metric) {
    for (String task : new String[] {STEPS, LEFT_OUT}) {
      ExperimentConfig config = read(task, "training: {best-by: %s}".formatted(metric));
      assertEquals(8, config.load(new DataRoot(folder), CONFIGS).shape().input().size(), "columns");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"teacher-forcing", "free-running", "scheduled-sampling"})
  void aTextMayBeFedInEveryWay(String feeding) {
    ExperimentConfig config = read(HELLO, "training: {feeding: %s}".formatted(feeding));
    assertEquals(
        4, config.load(new DataRoot(folder), CONFIGS).shape().input().size(), "letters of hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", ".hidden", "'a b'", "''"})
  void aNameThatIsNoFolderIsRefused(String name) {
    String text = "{name: %s, task: {type: %s}}".formatted(name, HELLO);
    assertEquals(
        "test:1: name: expected letters, digits, dots, hyphens and underscores, found "
            + name.replace("'", ""),
        assertThrows(
                ConfigException.class,
                () -> new ConfigReader<>(ExperimentConfig.class).readText("test", text))
            .getMessage());
  }

  @Test
  void filesAreNamedIndependentOfTheConfigurationsFolder() {
    ExperimentConfig config = read(STEPS, "").withFilesIn(CONFIGS);
    assertEquals(
        8, config.load(new DataRoot(folder), folder.resolve("elsewhere")).shape().input().size());
    assertEquals("test", config.name());
  }
}
