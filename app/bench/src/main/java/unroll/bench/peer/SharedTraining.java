package unroll.bench.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.experiment.ExperimentConfig;
import unroll.layers.weights.TensorFile;
import unroll.network.Decoder;
import unroll.network.NetworkConfig;
import unroll.training.Optimizer;

/**
 * What another library needs for the training of the same encoder and decoder: {@code model.json},
 * sizes and options; {@code batches.json}, ids; {@code weights.npz}, the parameters that the
 * training begins with, by the names that they have in Deeplearning4j.
 */
record SharedTraining(ExperimentConfig experiment, DataShape shape) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A training that the other side knows how to do.
   *
   * @throws UserException if it is another one
   */
  SharedTraining {
    NetworkConfig network = experiment.network();
    require(
        shape.topology() == Topology.ENCODER_DECODER && shape.feedback().isPresent(),
        "task.topology: expected encoder-decoder, with feed: previous-label");
    require(!network.tiedEmbedding(), "network.tied-embedding: expected false");
    require(!network.decoder().inputFeeding(), "network.decoder.input-feeding: expected false");
    require(
        experiment.training().optimizer() instanceof Optimizer.AdamOptimizer,
        "training.optimizer: expected adam");
  }

  private static void require(boolean isKnown, String expected) {
    if (!isKnown) {
      throw new UserException(expected);
    }
  }

  void write(Path folder, List<List<SequenceExample>> batches, MultiLayerNetwork network)
      throws IOException {
    Files.createDirectories(folder);
    JSON.writeValue(folder.resolve("model.json").toFile(), model());
    JSON.writeValue(
        folder.resolve("batches.json").toFile(),
        batches.stream().map(SharedTraining::batch).toList());
    Map<String, INDArray> weights = new LinkedHashMap<>();
    network.paramTable().forEach((key, array) -> weights.put(key, array.dup('c')));
    TensorFile.write(folder.resolve("weights.npz"), weights);
  }

  private Map<String, Object> model() {
    NetworkConfig network = experiment.network();
    Decoder decoder = network.decoder();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("cell", Words.kebabCase(network.cell()));
    model.put("symbols", shape.input().size());
    model.put("first_target", shape.feedback().getAsInt());
    model.put("labels", shape.labels().size());
    model.put("embedding", network.embedding());
    model.put("encoder_layers", network.layers());
    model.put("encoder_units", network.units());
    model.put("bidirectional", network.bidirectional());
    model.put("decoder_layers", decoder.layers() == null ? network.layers() : decoder.layers());
    model.put("decoder_units", decoder.units() == null ? network.units() : decoder.units());
    model.put("attention", Words.kebabCase(decoder.attention()));
    model.put("input_dropout", network.inputDropout());
    model.put("dropout", network.dropout());
    model.put("label_smoothing", network.labelSmoothing());
    model.put("clip_norm", experiment.training().clipNorm());
    Optimizer.AdamOptimizer adam = (Optimizer.AdamOptimizer) experiment.training().optimizer();
    model.put("learning_rate", adam.learningRate());
    model.put("betas", List.of(adam.beta1(), adam.beta2()));
    model.put("epsilon", adam.epsilon());
    return model;
  }

  private static Map<String, Object> batch(List<SequenceExample> rows) {
    return Map.of(
        "sources", rows.stream().map(row -> ids((Symbols) row.input())).toList(),
        "targets", rows.stream().map(row -> ids((Symbols) row.labels())).toList());
  }

  private static int[] ids(Symbols symbols) {
    return IntStream.range(0, symbols.length()).map(symbols::at).toArray();
  }
}
