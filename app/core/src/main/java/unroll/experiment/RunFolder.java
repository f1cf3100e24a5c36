package unroll.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import unroll.config.ConfigWriter;
import unroll.config.UserException;
import unroll.data.AtomicFile;
import unroll.network.ModelFile;
import unroll.network.RecurrentNetwork;
import unroll.task.TaskData;
import unroll.training.Checkpoints;
import unroll.training.EvaluationRow;
import unroll.training.Score;
import unroll.training.Snapshot;

/**
 * The folder of one run, which it holds alone while it is open. Each of its files is complete at
 * any moment: a crash leaves the last good one.
 */
public final class RunFolder implements Checkpoints, AutoCloseable {
  static final String CONFIG = "config.yaml";
  static final String PROVENANCE = "provenance.json";
  static final String BEST = "model.zip";
  static final String RESULT = "result.json";
  static final String FILM = "film";

  private static final List<String> FILES =
      List.of(
          CONFIG,
          PROVENANCE,
          MetricsFile.METRICS,
          MetricsFile.TIMES,
          RESULT,
          BEST,
          AverageFiles.SINGLE);

  private final Path folder;
  private final RunLock lock;
  private final MetricsFile metrics;
  private final CheckpointFiles checkpoints;
  private final StepModels film;
  private final AverageFiles averages;

  private RunFolder(Path folder, RunLock lock) {
    this.folder = folder;
    this.lock = lock;
    this.metrics = new MetricsFile(folder);
    this.checkpoints = new CheckpointFiles(folder);
    this.film = new StepModels(folder.resolve(FILM));
    this.averages = new AverageFiles(folder);
  }

  /**
   * Says no early, before minutes are spent on reading data.
   *
   * @throws UserException if a run is there already and may not be replaced
   */
  static void requireFree(Path folder, ExistingRun existing) {
    if (existing == ExistingRun.REFUSED && isRun(folder)) {
      throw new UserException(
          folder
              + ": holds a run already; choose another --out, --overwrite it, or --resume it if it"
              + " was stopped");
    }
  }

  /** Whether there is any file that a run writes. */
  private static boolean isRun(Path folder) {
    return FILES.stream().anyMatch(file -> Files.exists(folder.resolve(file)));
  }

  /** Whether a run began here that can go on. */
  public static boolean hasBegun(Path folder) {
    return Files.exists(folder.resolve(CONFIG));
  }

  /**
   * Makes the folder, or takes the one that is there, for this process alone.
   *
   * @throws UserException if it cannot be made or written, another training is using it, or a run
   *     is there that may not be replaced
   */
  static RunFolder open(Path folder, ExistingRun existing) {
    RunLock lock;
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, "probe", "");
      Files.delete(probe);
      lock = RunLock.acquire(folder);
    } catch (FileAlreadyExistsException e) {
      throw new UserException(folder + ": is a file; expected a folder for the run", e);
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be written: " + e, e);
    }
    try {
      requireFree(folder, existing);
    } catch (UserException e) {
      lock.close();
      throw e;
    }
    return new RunFolder(folder, lock);
  }

  /** Takes away the run that is there, if there is one. */
  private void clear() {
    try {
      if (hasBegun(folder)) {
        deleteTables();
      }
      // The configuration first: what is left without it counts as no run that could go on.
      for (String file : FILES) {
        Files.deleteIfExists(folder.resolve(file));
      }
      checkpoints.deleteAll();
      film.keepUntil(StepModels.NO_STEP);
      averages.keepUntil(StepModels.NO_STEP);
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be written: " + e, e);
    }
  }

  private void deleteTables() throws IOException {
    try (DirectoryStream<Path> tables =
        Files.newDirectoryStream(
            folder,
            "{training,validation,test}-{predictions,alignments,confusion,calibration,by-length}"
                + ".tsv")) {
      for (Path table : tables) {
        Files.delete(table);
      }
    }
  }

  /**
   * Writes what is known before the first step, in place of a run that is there already.
   *
   * @throws UserException if a file that is no run's would be replaced
   */
  void begin(ExperimentConfig config, Provenance provenance, TaskData data) {
    Map<String, byte[]> preparation = data.preparation();
    if (!hasBegun(folder)) {
      for (String name : preparation.keySet()) {
        if (Files.exists(folder.resolve(name))) {
          throw new UserException(
              folder.resolve(name) + ": is in the way of the run's own; choose another --out");
        }
      }
    }
    clear();
    preparation.forEach((name, content) -> AtomicFile.write(folder.resolve(name), content));
    write(provenance);
    // Last, because a folder with a configuration counts as a run.
    writeConfig(config);
  }

  /** As above, for a folder that holds the folds of a cross-validation. */
  void begin(ExperimentConfig config) {
    clear();
    writeConfig(config);
  }

  private void writeConfig(ExperimentConfig config) {
    write(CONFIG, ConfigWriter.write(config));
  }

  /**
   * Where the run that is here can go on: the newest checkpoint that is whole.
   *
   * @param warnings is told of checkpoints that are not whole
   */
  Optional<Checkpoint> newest(Consumer<String> warnings) {
    return checkpoints.newest(warnings);
  }

  /** Goes on from a checkpoint: what the run wrote after it is taken back. */
  void goOn(Checkpoint from, ExperimentConfig config, Provenance provenance) {
    try {
      Files.deleteIfExists(folder.resolve(RESULT));
      averages.giveBack(folder.resolve(BEST));
      averages.keepUntil(from.step());
      film.keepUntil(from.step());
    } catch (IOException e) {
      throw new UserException(folder + ": cannot be written: " + e, e);
    }
    metrics.keepUntil(from.step());
    write(provenance);
    writeConfig(config);
  }

  @Override
  public void record(EvaluationRow row) {
    Map<String, Double> validation = row.validation().map(Score::metrics).orElse(Map.of());
    metrics.append(row, validation);
  }

  @Override
  public void saveBest(RecurrentNetwork network) {
    AtomicFile.write(folder.resolve(BEST), out -> ModelFile.write(network, false, Map.of(), out));
  }

  @Override
  public void save(RecurrentNetwork network, Snapshot snapshot) {
    checkpoints.save(network, snapshot);
  }

  @Override
  public void saveFrame(RecurrentNetwork network, int step) {
    film.save(network, step);
  }

  @Override
  public void saveForAverage(RecurrentNetwork network, int step, int models) {
    averages.save(network, step, models);
  }

  /**
   * The models that are averaged in the end, the newest last.
   *
   * @param models how many at most
   */
  List<FilmFrame> newestModels(int models) {
    return averages.newest(models);
  }

  /**
   * Lets an average take the place of the best model, which is kept for a training that goes on.
   */
  void replaceBest(RecurrentNetwork average) {
    averages.setAside(folder.resolve(BEST));
    saveBest(average);
  }

  void finish(Result result) {
    ObjectNode json = RunJson.object();
    json.put("ending", result.ending());
    json.put("steps", result.steps());
    json.put("parameters", result.parameters());
    result
        .splits()
        .forEach(
            (split, score) -> {
              json.set(split, RunJson.tree(score.metrics()));
              score.tables().forEach((name, table) -> write(split + "-" + name + ".tsv", table));
            });
    result.average().ifPresent(average -> json.set("average", RunJson.tree(average)));
    json.set("baselines", RunJson.tree(result.baselines()));
    writeJson(RESULT, json);
  }

  void finish(FoldMetrics result) {
    writeJson(RESULT, result);
  }

  Path folder() {
    return folder;
  }

  /** The best model so far. */
  RecurrentNetwork bestModel() {
    return FinishedRun.readModel(folder.resolve(BEST));
  }

  void write(Provenance provenance) {
    writeJson(PROVENANCE, provenance);
  }

  private void writeJson(String name, Object value) {
    write(name, RunJson.text(value));
  }

  private void write(String name, String text) {
    AtomicFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    lock.close();
  }
}
