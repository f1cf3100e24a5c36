package unroll.layers.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.Gru;
import unroll.layers.Lstm;
import unroll.layers.Merge;
import unroll.layers.RecurrentCell;
import unroll.layers.Rnn;
import unroll.layers.SequenceLoss;
import unroll.layers.SequenceOutput;

/** Networks with the weights of a PyTorch state dict give PyTorch's outputs. */
class PyTorchOutputsTest {
  private static final int INPUTS = 5;
  private static final int UNITS = 4;
  private static final int CLASSES = 3;

  private static MultiLayerNetwork network(String cell, boolean isBothWays, DataType type) {
    NeuralNetConfiguration.ListBuilder stack =
        new NeuralNetConfiguration.Builder().dataType(type).list();
    int layers = isBothWays ? 1 : 2;
    for (int layer = 0; layer < layers; layer++) {
      RecurrentCell.Builder<?> builder =
          switch (cell) {
            case "rnn" -> new Rnn.Builder();
            case "lstm" -> new Lstm.Builder();
            default -> new Gru.Builder();
          };
      builder.nIn(layer == 0 ? INPUTS : UNITS).nOut(UNITS);
      builder.bidirectional(isBothWays ? Merge.CONCATENATE : null);
      stack.layer(builder.build());
    }
    stack.layer(
        new SequenceOutput.Builder()
            .nIn(isBothWays ? 2 * UNITS : UNITS)
            .nOut(CLASSES)
            .loss(SequenceLoss.MEAN_SQUARED_ERROR)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(stack.build());
    network.init();
    return network;
  }

  private static PyTorchWeights weights(MultiLayerNetwork network) {
    int output = network.getnLayers() - 1;
    return PyTorchWeights.of(network).recurrent("rnn", 0, output).linear("out", output);
  }

  @ParameterizedTest
  @CsvSource({
    "rnn, false, DOUBLE",
    "rnn, true, DOUBLE",
    "lstm, false, DOUBLE",
    "lstm, true, DOUBLE",
    "gru, false, DOUBLE",
    "gru, true, DOUBLE",
    "rnn, false, FLOAT",
    "lstm, true, FLOAT",
    "gru, true, FLOAT"
  })
  void outputsAreThoseOfPyTorch(
      String cell, boolean isBothWays, DataType type, @TempDir Path folder) throws IOException {
    String name = cell + (isBothWays ? "_bidirectional.npz" : "_2_layers.npz");
    Map<String, INDArray> tensors = TensorFile.read(WeightFixtures.file(name));
    INDArray x = tensors.remove("x").castTo(type).permute(0, 2, 1);
    double[] expected = tensors.remove("y").castTo(DataType.DOUBLE).ravel().toDoubleVector();
    MultiLayerNetwork network = network(cell, isBothWays, type);
    weights(network).load(tensors);
    double tolerance = type == DataType.DOUBLE ? 1e-12 : 1e-5;
    assertArrayEquals(expected, outputs(network, x), tolerance);

    Path saved = folder.resolve("again.safetensors");
    TensorFile.write(saved, weights(network).save());
    MultiLayerNetwork other = network(cell, isBothWays, type);
    weights(other).load(TensorFile.read(saved));
    assertArrayEquals(outputs(network, x), outputs(other, x), 0);
    assertEquals(network.params(), other.params());
  }

  private static double[] outputs(MultiLayerNetwork network, INDArray x) {
    return network.output(x).permute(0, 2, 1).dup('c').ravel().toDoubleVector();
  }
}
