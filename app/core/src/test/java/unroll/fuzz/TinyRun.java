package unroll.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import unroll.config.ConfigWriter;
import unroll.data.DataRoot;
import unroll.experiment.ExperimentConfig;
import unroll.network.ModelFile;
import unroll.network.RecurrentNetwork;
import unroll.task.Predictor;
import unroll.task.TaskData;

/**
 * A run folder of a task on a handful of data, its network untrained.
 *
 * @param folder config.yaml, model.zip and what the task keeps
 */
record TinyRun(Path folder) {
  /**
   * @param task the keys of the task, as they stand within braces
   * @param network those of the network
   * @param data where its relative paths lead
   */
  static TinyRun make(String task, String network, Path data, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("config.yaml");
    Files.writeString(
        file,
        "name: tiny\ntask: {%s}\nnetwork: {%s}\ntraining: {batch-size: 2}\n"
            .formatted(task, network));
    ExperimentConfig config = ExperimentConfig.read(file, List.of());
    TaskData loaded = config.load(new DataRoot(data), data);
    Files.write(file, ConfigWriter.write(config).getBytes(UTF_8));
    for (Map.Entry<String, byte[]> kept : loaded.preparation().entrySet()) {
      Files.write(folder.resolve(kept.getKey()), kept.getValue());
    }
    RecurrentNetwork model =
        RecurrentNetwork.create(
            config
                .network()
                .configuration(
                    loaded.shape(),
                    loaded.splits().training().carriesState(),
                    config.training().optimizer().update(),
                    1));
    try (OutputStream out = Files.newOutputStream(folder.resolve("model.zip"))) {
      ModelFile.write(model, false, Map.of(), out);
    }
    return new TinyRun(folder);
  }

  /** Opens the run as if it were a stranger's. */
  Predictor open() {
    ExperimentConfig config = ExperimentConfig.read(folder.resolve("config.yaml"), List.of());
    return config.task().predictor(ModelFile.read(folder.resolve("model.zip")).network(), folder);
  }
}
