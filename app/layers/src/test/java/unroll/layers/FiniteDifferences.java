package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Compares a network's gradients with differences of its score. */
final class FiniteDifferences {
  private static final double STEP = 3e-5;
  private static final double TOLERANCE = 1e-6;
  private static final double SMALLEST = 1e-3;

  private FiniteDifferences() {}

  /** The gradient of every parameter, summed over the rows. */
  static INDArray gradient(MultiLayerNetwork network, DataSet data) {
    network.setInput(data.getFeatures().dup());
    network.setLabels(data.getLabels());
    network.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
    return network.gradient().gradient().dup();
  }

  static void checkParameters(MultiLayerNetwork network, DataSet data) {
    check(network, data, network.params(), gradient(network, data));
  }

  static void checkInput(MultiLayerNetwork network, DataSet data) {
    INDArray gradient =
        network
            .calculateGradients(
                data.getFeatures(),
                data.getLabels(),
                data.getFeaturesMaskArray(),
                data.getLabelsMaskArray())
            .getSecond();
    network.clearLayerMaskArrays();
    check(network, data, data.getFeatures(), gradient);
  }

  private static void check(
      MultiLayerNetwork network, DataSet data, INDArray variables, INDArray gradient) {
    long batch = data.getFeatures().size(0);
    INDArray flat = gradient.dup('c').reshape(gradient.length());
    INDArray places = variables.reshape(variables.length());
    for (long i = 0; i < places.length(); i++) {
      double before = places.getDouble(i);
      places.putScalar(i, before + STEP);
      double above = network.score(data);
      places.putScalar(i, before - STEP);
      double below = network.score(data);
      places.putScalar(i, before);
      double expected = batch * (above - below) / (2 * STEP);
      double actual = flat.getDouble(i);
      double size = Math.max(SMALLEST, Math.max(Math.abs(expected), Math.abs(actual)));
      assertTrue(
          Math.abs(expected - actual) < TOLERANCE * size,
          "number " + i + ": expected " + expected + ", got " + actual);
    }
  }
}
