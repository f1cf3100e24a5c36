package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The gradient that a network computes beside central differences of its loss. */
final class GradientCheck {
  private static final double STEP = 1e-5;
  private static final double RELATIVE = 1e-6;

  /** What rounding leaves of a loss of about 10 divided by the step. */
  private static final double FLOOR = 2e-9;

  private final MultiLayerNetwork network;
  private final DataSet batch;
  private final List<Map<String, INDArray>> carried = new ArrayList<>();

  GradientCheck(MultiLayerNetwork network, DataSet batch) {
    this.network = network;
    this.batch = batch;
    for (Layer layer : network.getLayers()) {
      carried.add(layer instanceof RecurrentLayer recurrent ? recurrent.rnnGetTBPTTState() : null);
    }
  }

  /** Reads a segment, after which the checked one goes on. */
  static void carry(MultiLayerNetwork network, DataSet segment) {
    compute(network, segment);
  }

  /** Every parameter by itself. */
  void assertEveryParameter() {
    double[] computed = computedGradient();
    for (int i = 0; i < computed.length; i++) {
      assertClose("parameter " + i, difference(network.params(), i, this::loss), computed[i]);
    }
    assertTrue(Arrays.stream(computed).anyMatch(value -> Math.abs(value) > 0.01));
  }

  /** Slopes along random directions, each of which goes through every parameter. */
  void assertDirections(int count) {
    INDArray parameters = network.params();
    INDArray computed = Nd4j.createFromArray(computedGradient()).reshape(parameters.shape());
    INDArray start = parameters.dup();
    for (int i = 0; i < count; i++) {
      INDArray direction = TestNetworks.random(parameters.dataType(), i, parameters.shape());
      direction.divi(direction.norm2Number());
      double above = lossAt(start.add(direction.mul(STEP)));
      double below = lossAt(start.sub(direction.mul(STEP)));
      parameters.assign(start);
      INDArray parts = computed.mul(direction);
      double slope = (above - below) / (2 * STEP);
      double tolerance = Math.max(RELATIVE * parts.norm2Number().doubleValue(), FLOOR);
      assertEquals(slope, parts.sumNumber().doubleValue(), tolerance, "direction " + i);
    }
    assertTrue(computed.amaxNumber().doubleValue() > 0.01);
  }

  private double lossAt(INDArray parameters) {
    network.params().assign(parameters);
    return loss();
  }

  /** The largest difference of a parameter's two gradients. */
  double largestError() {
    double[] computed = computedGradient();
    double largest = 0;
    for (int i = 0; i < computed.length; i++) {
      double error = Math.abs(difference(network.params(), i, this::loss) - computed[i]);
      largest = Math.max(largest, error);
    }
    return largest;
  }

  /** A central difference at one number of an array, which is left as it was. */
  static double difference(INDArray array, long index, DoubleSupplier loss) {
    double value = array.getDouble(index);
    array.putScalar(index, value + STEP);
    double above = loss.getAsDouble();
    array.putScalar(index, value - STEP);
    double below = loss.getAsDouble();
    array.putScalar(index, value);
    return (above - below) / (2 * STEP);
  }

  static void assertClose(String what, double expected, double actual) {
    double scale = Math.max(Math.abs(expected), Math.abs(actual));
    assertEquals(expected, actual, Math.max(RELATIVE * scale, FLOOR), what);
  }

  private double[] computedGradient() {
    restore();
    compute(network, batch);
    return network.gradient().gradient().dup('c').data().asDouble();
  }

  private double loss() {
    double rowMean;
    if (network.getLayerWiseConfigurations().getBackpropType() == BackpropType.Standard) {
      rowMean = network.score(batch, true);
    } else {
      restore();
      compute(network, batch);
      rowMean = network.score();
    }
    return rowMean * batch.getFeatures().size(0);
  }

  private void restore() {
    for (int i = 0; i < carried.size(); i++) {
      if (carried.get(i) != null) {
        ((RecurrentLayer) network.getLayer(i)).rnnSetTBPTTState(carried.get(i));
      }
    }
  }

  private static void compute(MultiLayerNetwork network, DataSet batch) {
    network.setInput(batch.getFeatures());
    network.setLabels(batch.getLabels());
    network.setLayerMaskArrays(batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
  }
}
