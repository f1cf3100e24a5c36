package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.layers.EncoderBatches.activate;
import static unroll.layers.EncoderBatches.mixed;
import static unroll.layers.TestNetworks.network;
import static unroll.layers.TestNetworks.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.TestNetworks.Padding;

/** Gradients of the encoder against central differences. */
class StepEncoderGradientTest {
  private static final DataType TYPE = DataType.DOUBLE;
  private static final int BATCH = 3;
  private static final int TIME = 5;
  private static final double STEP = 1e-5;
  private static final double RELATIVE = 1e-6;

  /** What rounding leaves of an objective of about 100 divided by the step. */
  private static final double FLOOR = 2e-8;

  static Stream<Arguments> shapes() {
    List<Arguments> cases = new ArrayList<>();
    int[][] filters = {{}, {3}, {3, 4}};
    int[][] hidden = {{}, {5}, {6, 4}};
    int number = 0;
    for (int[] blocks : filters) {
      for (int[] layers : hidden) {
        for (int pool = 1; pool <= 3; pool++) {
          // Without blocks there is nothing to pool.
          if (blocks.length > 0 || pool == 1) {
            Padding padding = Padding.values()[number++ % 4];
            cases.add(Arguments.of(blocks, layers, pool, number, padding));
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "filters {0}, hidden {1}, pool {2}, seed {3}, padding {4}")
  @MethodSource("shapes")
  void theGradientIsTheSlopeOfTheOutput(
      int[] filters, int[] hidden, int pool, int seed, Padding padding) {
    int[] kernels = new int[filters.length];
    int[] pools = new int[filters.length];
    for (int i = 0; i < filters.length; i++) {
      kernels[i] = i == 0 ? 3 : 1 + 2 * (seed % 3);
      pools[i] = i == 0 ? pool : 1;
    }
    StepEncoder.Builder builder = new StepEncoder.Builder().frame(2, 7, 5).symbols(seed % 4);
    builder.filters(filters).kernels(kernels).pools(pools).hidden(hidden);
    assertGradient(builder.nOut(3).build(), seed, padding);
  }

  @Test
  void poolingInEveryBlockAndUnevenSizesHaveTheRightGradient() {
    StepEncoder.Builder builder = new StepEncoder.Builder().frame(1, 11, 14).symbols(2);
    builder.filters(2, 3).kernels(5, 3).pools(3, 2).hidden(4);
    assertGradient(builder.nOut(3).build(), 50, Padding.MIDDLE);
    assertGradient(builder.nOut(3).symbols(0).build(), 51, Padding.FRONT);
  }

  @Test
  void whatIsDroppedHasNoGradient() {
    StepEncoder.Builder builder = new StepEncoder.Builder().frame(2, 4, 4).dropout(0.3).nOut(3);
    assertGradient(builder.hidden(6, 5).build(), 60, Padding.NONE);
    assertGradient(builder.hidden().filters(4).kernels(3).pools(1).build(), 61, Padding.END);
  }

  /** Every part of the parameters at some places, those of the symbols and biases at all. */
  private static void assertGradient(StepEncoder encoder, int seed, Padding padding) {
    MultiLayerNetwork network = network(TYPE, encoder);
    network.params().assign(random(TYPE, seed, network.params().shape()).muli(0.7));
    INDArray input = mixed(TYPE, seed, BATCH, encoder, TIME);
    INDArray mask = padding.mask(TYPE, BATCH, TIME);
    INDArray epsilon = random(TYPE, seed + 1, BATCH, encoder.getNOut(), TIME);
    Nd4j.getRandom().setSeed(seed);
    double[] gradient =
        EncoderBatches.run(network, input, mask, epsilon).gradient().toDoubleVector();
    DoubleSupplier objective =
        () -> {
          // The same numbers are dropped every time.
          Nd4j.getRandom().setSeed(seed);
          return activate(network, input, mask).mul(epsilon).sumNumber().doubleValue();
        };
    int checked = 0;
    int kinks = 0;
    int place = 0;
    for (String key : network.getLayer(0).conf().variables()) {
      int length = (int) network.getParam("0_" + key).length();
      int stride = Math.max(1, length / 6);
      for (int i = 0; i < length; i += stride) {
        checked++;
        kinks += isKink(network.params(), place + i, objective, gradient[place + i], key) ? 1 : 0;
      }
      place += length;
    }
    assertEquals(gradient.length, place);
    assertTrue(kinks * 20 <= checked, kinks + " kinks of " + checked);
    assertTrue(Arrays.stream(gradient).filter(slope -> slope != 0).count() > gradient.length / 3);
  }

  /** Whether ReLU or a maximum turns within a step; where none does, the gradient is the slope. */
  private static boolean isKink(
      INDArray parameters, int place, DoubleSupplier objective, double computed, String key) {
    double wide = slope(parameters, place, objective, STEP);
    double scale = Math.max(Math.abs(wide), Math.abs(computed));
    double tolerance = Math.max(RELATIVE * scale, FLOOR);
    if (Math.abs(wide - computed) <= tolerance) {
      return false;
    }
    double narrow = slope(parameters, place, objective, STEP / 3);
    assertTrue(
        Math.abs(wide - narrow) > tolerance,
        "%s, number %d: expected %s, got %s".formatted(key, place, wide, computed));
    return true;
  }

  private static double slope(
      INDArray parameters, int place, DoubleSupplier objective, double step) {
    double value = parameters.getDouble(place);
    parameters.putScalar(place, value + step);
    double above = objective.getAsDouble();
    parameters.putScalar(place, value - step);
    double below = objective.getAsDouble();
    parameters.putScalar(place, value);
    return (above - below) / (2 * step);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNetworkOnTheEncoderHasTheRightGradient(boolean isNoisy) {
    StepEncoder.Builder builder = new StepEncoder.Builder().frame(1, 4, 4).symbols(3);
    builder.filters(2).kernels(3).pools(2).hidden(3);
    if (isNoisy) {
      builder.weightNoise(new FixedNoise());
    }
    StepEncoder encoder = builder.nOut(2).build();
    MultiLayerNetwork network =
        network(
            TYPE,
            encoder,
            new Gru.Builder().nIn(2).nOut(3).build(),
            new SequenceOutput.Builder().nIn(3).nOut(4).build());
    INDArray labels = TestNetworks.labels(TYPE, 4, BATCH, 4, TIME);
    INDArray mask = Padding.END.mask(TYPE, BATCH, TIME);
    DataSet batch = new DataSet(mixed(TYPE, 3, BATCH, encoder, TIME), labels, mask, mask);
    new GradientCheck(network, batch).assertEveryParameter();
  }
}
