package unroll.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.util.ModelSerializer;
import unroll.config.ConfigWriter;
import unroll.config.UserException;
import unroll.data.AtomicFile;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.Checkpoints;
import unroll.training.EvaluationRow;
import unroll.training.Score;
import unroll.training.TrainingState;

/**
 * The folder of one run. Each of its files is complete at any moment: a crash leaves the last good
 * one.
 */
public final class RunFolder implements Checkpoints {
  private static final String CONFIG = "config.yaml";
  private static final String PROVENANCE = "provenance.json";
  private static final String METRICS = "metrics.csv";
  private static final String RESULT = "result.json";
  private static final String BEST = "model.zip";
  private static final String LAST = "last.zip";
  private static final String STATE = "state.json";

  private static final List<String> FILES =
      List.of(CONFIG, PROVENANCE, METRICS, RESULT, BEST, LAST, STATE);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path folder;
  private final MetricsFile metrics;

  private RunFolder(Path folder) {
    this.folder = folder;
    this.metrics = new MetricsFile(folder.resolve(METRICS));
  }

  /**
   * Says no early, before minutes are spent on reading data.
   *
   * @param overwrite whether a run that is there already may be replaced
   * @throws UserException if one is there and may not
   */
  static void requireFree(Path folder, boolean overwrite) {
    if (!overwrite && FILES.stream().anyMatch(file -> Files.exists(folder.resolve(file)))) {
      throw new UserException(
          folder + ": holds a run already; choose another --out, or --overwrite it");
    }
  }

  /**
   * Makes the folder of a new run, in place of one that is there already.
   *
   * @throws UserException if the folder cannot be made or written
   */
  static RunFolder create(Path folder) {
    try {
      Files.createDirectories(folder);
      for (String file : FILES) {
        Files.deleteIfExists(folder.resolve(file));
      }
      deleteTables(folder);
      Path probe = Files.createTempFile(folder, "probe", "");
      Files.delete(probe);
    } catch (FileAlreadyExistsException e) {
      throw new UserException(folder + ": is a file; expected a folder for the run", e);
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be written: " + e, e);
    }
    return new RunFolder(folder);
  }

  private static void deleteTables(Path folder) throws IOException {
    try (DirectoryStream<Path> tables =
        Files.newDirectoryStream(folder, "{training,validation,test}-*.tsv")) {
      for (Path table : tables) {
        Files.delete(table);
      }
    }
  }

  /** Writes what is known before the first step. */
  void begin(ExperimentConfig config, Provenance provenance, TaskData data) {
    data.preparation().forEach((name, content) -> AtomicFile.write(folder.resolve(name), content));
    writeJson(PROVENANCE, provenance);
    // Last, because a folder with a configuration counts as a run.
    begin(config);
  }

  /** As above, for a folder that holds the folds of a cross-validation. */
  void begin(ExperimentConfig config) {
    write(CONFIG, ConfigWriter.write(config));
  }

  @Override
  public void record(EvaluationRow row) {
    Map<String, Double> validation = row.validation().map(Score::metrics).orElse(Map.of());
    metrics.append(row, validation);
  }

  @Override
  public void saveBest(RecurrentNetwork network) {
    AtomicFile.write(
        folder.resolve(BEST), out -> ModelSerializer.writeModel(network.dl4j(), out, false));
  }

  @Override
  public void saveLast(RecurrentNetwork network, TrainingState state) {
    AtomicFile.write(
        folder.resolve(LAST), out -> ModelSerializer.writeModel(network.dl4j(), out, true));
    writeJson(STATE, state);
  }

  void finish(Result result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("ending", result.ending());
    json.put("steps", result.steps());
    json.put("seconds", result.seconds());
    result
        .splits()
        .forEach(
            (split, score) -> {
              json.set(split, JSON.valueToTree(score.metrics()));
              score.tables().forEach((name, table) -> write(split + "-" + name + ".tsv", table));
            });
    json.set("baselines", JSON.valueToTree(result.baselines()));
    writeJson(RESULT, json);
  }

  void finish(FoldMetrics metrics) {
    writeJson(RESULT, metrics);
  }

  /** The best model so far. */
  RecurrentNetwork bestModel() {
    return FinishedRun.readModel(folder.resolve(BEST));
  }

  private void writeJson(String name, Object value) {
    try {
      write(name, JSON.writeValueAsString(value) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + name, e);
    }
  }

  private void write(String name, String text) {
    AtomicFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
