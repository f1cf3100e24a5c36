package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static unroll.layers.Batches.assertNear;
import static unroll.layers.Batches.steps;
import static unroll.layers.TestNetworks.NO_WORKSPACES;
import static unroll.layers.TestNetworks.labels;
import static unroll.layers.TestNetworks.network;
import static unroll.layers.TestNetworks.random;
import static unroll.layers.TestNetworks.rowOutput;
import static unroll.layers.TestNetworks.stepOutput;

import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.layers.TestNetworks.Padding;

/**
 * What DL4J 1.0.0-M2.1's own layers get wrong, and ours right. A test whose bug is mended in a
 * later DL4J is skipped.
 */
class StockLayerBugsTest {
  private static final DataType TYPE = DataType.DOUBLE;
  private static final int BATCH = 3;
  private static final int TIME = 5;
  private static final int FEATURES = 2;
  private static final int UNITS = 3;
  private static final int CLASSES = 3;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void truncatedBackPropagationBeginsFromTheCarriedState(boolean isLstm) {
    MultiLayerNetwork stock = carrying(isLstm ? stockLstm() : stockRnn());
    assumeStill(carriedError(stock) > 1e-3, "truncated back-propagation");
    MultiLayerNetwork ours = carrying(isLstm ? ourLstm().build() : ourRnn());
    assertTrue(carriedError(ours) < 1e-7);
  }

  private static MultiLayerNetwork carrying(Layer layer) {
    return network(TYPE, BackpropType.TruncatedBPTT, layer, stepOutput(UNITS, CLASSES));
  }

  private static double carriedError(MultiLayerNetwork network) {
    GradientCheck.carry(network, batch(1, Padding.NONE));
    return new GradientCheck(network, batch(2, Padding.NONE)).largestError();
  }

  @ParameterizedTest
  @EnumSource(names = {"FRONT", "MIDDLE"})
  void anLstmHasTheRightGradientWithAMask(Padding padding) {
    double stock = maskedError(network(TYPE, stockLstm()), padding);
    assumeStill(stock > 1e-3, "LSTM with a mask");
    assertTrue(maskedError(network(TYPE, ourLstm().build()), padding) < 1e-7);
  }

  /** The largest error of a parameter's gradient of one layer that is given a mask. */
  private static double maskedError(MultiLayerNetwork network, Padding padding) {
    org.deeplearning4j.nn.api.Layer layer = network.getLayer(0);
    INDArray input = random(TYPE, 1, BATCH, FEATURES, TIME);
    INDArray epsilon = random(TYPE, 2, BATCH, UNITS, TIME);
    DoubleSupplier objective =
        () -> {
          layer.setMaskArray(padding.mask(TYPE, BATCH, TIME));
          layer.setInput(input, NO_WORKSPACES);
          return layer.activate(true, NO_WORKSPACES).mul(epsilon).sumNumber().doubleValue();
        };
    objective.getAsDouble();
    layer.backpropGradient(epsilon, NO_WORKSPACES);
    double[] gradient = network.getGradientsViewArray().toDoubleVector();
    double largest = 0;
    for (int i = 0; i < gradient.length; i++) {
      double slope = GradientCheck.difference(network.params(), i, objective);
      largest = Math.max(largest, Math.abs(slope - gradient[i]));
    }
    return largest;
  }

  @Test
  void aBidirectionalLstmDoesNotReadPadding() {
    MultiLayerNetwork stock =
        network(TYPE, new Bidirectional(Bidirectional.Mode.CONCAT, stockLstm()));
    assumeStill(paddingError(stock) > 1e-3, "Bidirectional(LSTM) over padding");
    assertTrue(paddingError(network(TYPE, bothWays())) < 1e-12);
  }

  /** How much the last row of a batch, padded at its end, differs from the row alone. */
  private static double paddingError(MultiLayerNetwork network) {
    INDArray input = random(TYPE, 1, BATCH, FEATURES, TIME);
    INDArray mask = Padding.END.mask(TYPE, BATCH, TIME);
    int length = mask.getRow(BATCH - 1).sumNumber().intValue();
    INDArray padded = Batches.rows(network.output(input, false, mask, null), BATCH - 1);
    INDArray alone = network.output(steps(Batches.rows(input, BATCH - 1), 0, length));
    return steps(padded, 0, length).sub(alone).amaxNumber().doubleValue();
  }

  @Test
  void theLastStatesOfBothDirectionsCanBeAskedFor() {
    assumeStill(
        fails(
            () ->
                network(
                    TYPE,
                    new Bidirectional(Bidirectional.Mode.CONCAT, new LastTimeStep(stockLstm())))),
        "Bidirectional(LastTimeStep)");
    INDArray input = random(TYPE, 1, BATCH, FEATURES, TIME);
    MultiLayerNetwork pooled =
        network(TYPE, ourLstm().bidirectional(Merge.CONCATENATE).pooling(Pooling.LAST).build());
    INDArray all = network(TYPE, bothWays()).output(input);
    INDArray output = pooled.output(input);
    for (int unit = 0; unit < 2 * UNITS; unit++) {
      int step = unit < UNITS ? TIME - 1 : 0;
      for (int row = 0; row < BATCH; row++) {
        assertEquals(all.getDouble(row, unit, step), output.getDouble(row, unit), 1e-12);
      }
    }
  }

  @Test
  void theBackwardHalfOfTheLastStateHasSeenTheWholeRow() {
    MultiLayerNetwork stock =
        network(TYPE, new LastTimeStep(new Bidirectional(Bidirectional.Mode.CONCAT, stockLstm())));
    assumeStill(backwardHalfChange(stock) == 0, "LastTimeStep(Bidirectional)");
    MultiLayerNetwork ours =
        network(TYPE, ourLstm().bidirectional(Merge.CONCATENATE).pooling(Pooling.LAST).build());
    assertTrue(backwardHalfChange(ours) > 1e-3);
  }

  /** How much the backward half changes with the first step. */
  private static double backwardHalfChange(MultiLayerNetwork network) {
    INDArray input = random(TYPE, 1, BATCH, FEATURES, TIME);
    INDArray before = network.output(input);
    input.putScalar(0, 0, 0, 3);
    INDArray change = network.output(input).sub(before);
    double largest = 0;
    for (int unit = UNITS; unit < 2 * UNITS; unit++) {
      largest = Math.max(largest, Math.abs(change.getDouble(0, unit)));
    }
    return largest;
  }

  @Test
  void aNetworkThatPoolsCanGoStepByStep() {
    INDArray input = random(TYPE, 1, BATCH, FEATURES, TIME);
    assumeStill(
        fails(
            () ->
                network(TYPE, new LastTimeStep(stockLstm()), rowOutput(UNITS, CLASSES))
                    .rnnTimeStep(input)),
        "rnnTimeStep through LastTimeStep");
    MultiLayerNetwork ours =
        network(TYPE, ourLstm().pooling(Pooling.LAST).build(), rowOutput(UNITS, CLASSES));
    INDArray whole = ours.output(input);
    ours.rnnTimeStep(steps(input, 0, 2));
    assertNear(whole, ours.rnnTimeStep(steps(input, 2, TIME)), 1e-12);
  }

  @Test
  void aBidirectionalLayerSaysThatItCannotBeTruncated() {
    DataSet batch = batch(1, Padding.NONE);
    MultiLayerNetwork stock =
        network(
            TYPE,
            BackpropType.TruncatedBPTT,
            new Bidirectional(Bidirectional.Mode.CONCAT, stockLstm()),
            stepOutput(2 * UNITS, CLASSES));
    Exception stockError = failure(() -> GradientCheck.carry(stock, batch));
    assumeStill(
        stockError == null || !String.valueOf(stockError.getMessage()).contains("layer 0"),
        "truncated back-propagation with Bidirectional");
    MultiLayerNetwork ours =
        network(TYPE, BackpropType.TruncatedBPTT, bothWays(), stepOutput(2 * UNITS, CLASSES));
    Exception error =
        assertThrows(UnsupportedOperationException.class, () -> GradientCheck.carry(ours, batch));
    assertEquals(
        "layer 0 (Lstm \"layer0\"): truncated back-propagation needs one direction and no pooling",
        error.getMessage());
  }

  @Test
  void theBuilderOfABidirectionalLayerReturns() {
    assumeStill(
        thrown(() -> bidirectionalBuilder().rnnLayer(stockLstm())) instanceof StackOverflowError,
        "Bidirectional.Builder.rnnLayer");
    assertEquals(Merge.CONCATENATE, ((RecurrentCell) bothWays()).getMerge());
  }

  private static Bidirectional.Builder bidirectionalBuilder() {
    return new Bidirectional.Builder(Bidirectional.Mode.CONCAT, stockRnn());
  }

  private static Throwable thrown(Executable action) {
    try {
      action.execute();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private static Exception failure(Executable action) {
    return thrown(action) instanceof Exception e ? e : null;
  }

  private static boolean fails(Executable action) {
    return failure(action) != null;
  }

  private static void assumeStill(boolean isThere, String bug) {
    assumeTrue(isThere, "DL4J has mended: " + bug);
  }

  private static DataSet batch(long seed, Padding padding) {
    INDArray mask = padding.mask(TYPE, BATCH, TIME);
    return new DataSet(
        random(TYPE, seed, BATCH, FEATURES, TIME),
        labels(TYPE, seed, BATCH, CLASSES, TIME),
        mask,
        mask);
  }

  private static LSTM stockLstm() {
    return stockLstm(FEATURES);
  }

  private static LSTM stockLstm(int inputs) {
    return new LSTM.Builder().activation(Activation.TANH).nIn(inputs).nOut(UNITS).build();
  }

  private static Layer stockRnn() {
    return new SimpleRnn.Builder().activation(Activation.TANH).nIn(FEATURES).nOut(UNITS).build();
  }

  private static Lstm.Builder ourLstm() {
    return new Lstm.Builder().nIn(FEATURES).nOut(UNITS);
  }

  private static Layer ourRnn() {
    return new Rnn.Builder().nIn(FEATURES).nOut(UNITS).build();
  }

  private static Layer bothWays() {
    return ourLstm().bidirectional(Merge.CONCATENATE).build();
  }
}
