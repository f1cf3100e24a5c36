package unroll.layers;

import static unroll.layers.TestNetworks.ids;
import static unroll.layers.TestNetworks.labels;
import static unroll.layers.TestNetworks.random;
import static unroll.layers.TestNetworks.rowOutput;
import static unroll.layers.TestNetworks.stepOutput;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.layers.TestNetworks.Padding;
import unroll.layers.TestNetworks.Unit;

/** Gradients of networks of two layers against central differences, at every parameter. */
class RecurrentGradientTest {
  private static final DataType TYPE = DataType.DOUBLE;
  private static final int BATCH = 3;
  private static final int TIME = 6;
  private static final int FEATURES = 2;
  private static final int SYMBOLS = 4;
  private static final int CLASSES = 3;

  /** What the layers do besides stepping. */
  enum Variation {
    ONE_DIRECTION(null, null),
    CONCATENATED(Merge.CONCATENATE, null),
    ADDED(Merge.ADD, null),
    MULTIPLIED(Merge.MULTIPLY, null),
    AVERAGED(Merge.AVERAGE, null),
    LAST(null, Pooling.LAST),
    MEAN(null, Pooling.MEAN),
    MAX(null, Pooling.MAX),
    LAST_OF_BOTH(Merge.CONCATENATE, Pooling.LAST),
    LAST_MULTIPLIED(Merge.MULTIPLY, Pooling.LAST),
    MAX_AVERAGED(Merge.AVERAGE, Pooling.MAX),
    DROPOUT(null, null),
    DROPOUT_BOTH_WAYS(Merge.CONCATENATE, null),
    SYMBOLS(null, null),
    SYMBOLS_BOTH_WAYS(Merge.ADD, null),
    NOISY_WEIGHTS(Merge.CONCATENATE, null),
    TIED_EMBEDDING(null, null),
    CARRIED_STATE(null, null);

    private final Merge merge;
    private final Pooling pooling;

    Variation(Merge merge, Pooling pooling) {
      this.merge = merge;
      this.pooling = pooling;
    }

    boolean readsSymbols() {
      return this == SYMBOLS || this == SYMBOLS_BOTH_WAYS || this == TIED_EMBEDDING;
    }

    MultiLayerNetwork network(Unit unit) {
      if (this == TIED_EMBEDDING) {
        int symbols = RecurrentGradientTest.SYMBOLS;
        return TestNetworks.network(
            TYPE,
            new SymbolEmbedding.Builder().nIn(symbols).nOut(2).tied(true).build(),
            unit.builder(2, 3).build(),
            unit.builder(3, 2).build(),
            new SequenceOutput.Builder().nIn(2).nOut(symbols).tiedToEmbedding(true).build());
      }
      int width = merge == Merge.CONCATENATE ? 6 : 3;
      RecurrentCell first =
          cell(unit.builder(readsSymbols() ? RecurrentGradientTest.SYMBOLS : FEATURES, 3))
              .symbolInput(readsSymbols())
              .build();
      RecurrentCell second = cell(unit.builder(width, 2)).pooling(pooling).build();
      Layer output =
          pooling == null
              ? stepOutput(second.outputSize(), CLASSES)
              : rowOutput(second.outputSize(), CLASSES);
      return TestNetworks.network(
          TYPE,
          this == CARRIED_STATE ? BackpropType.TruncatedBPTT : BackpropType.Standard,
          first,
          second,
          output);
    }

    private RecurrentCell.Builder<?> cell(RecurrentCell.Builder<?> builder) {
      if (this == DROPOUT || this == DROPOUT_BOTH_WAYS) {
        builder.dropOut(new FixedDropout());
      }
      if (this == NOISY_WEIGHTS) {
        builder.weightNoise(new FixedNoise());
      }
      return merge == null ? builder : builder.bidirectional(merge);
    }

    private int classes() {
      return this == TIED_EMBEDDING ? RecurrentGradientTest.SYMBOLS : CLASSES;
    }

    DataSet batch(long seed, Padding padding) {
      INDArray features =
          readsSymbols()
              ? ids(TYPE, seed, BATCH, RecurrentGradientTest.SYMBOLS, TIME)
              : random(TYPE, seed, BATCH, FEATURES, TIME);
      INDArray mask = padding.mask(TYPE, BATCH, TIME);
      return pooling == null
          ? new DataSet(features, labels(TYPE, seed, BATCH, classes(), TIME), mask, mask)
          : new DataSet(features, labels(TYPE, seed, BATCH, CLASSES), mask, null);
    }
  }

  static Stream<Arguments> everything() {
    List<Arguments> cases = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      for (Variation variation : Variation.values()) {
        for (Padding padding : Padding.values()) {
          cases.add(Arguments.of(unit, variation, padding));
        }
      }
    }
    return cases.stream();
  }

  /**
   * Every parameter by itself takes minutes: {@code -Dunroll.everyParameter=true}. A random
   * direction finds the same mistakes, but does not say where they are.
   */
  @ParameterizedTest(name = "{0}, {1}, padding {2}")
  @MethodSource("everything")
  void theGradientIsTheSlopeOfTheLoss(Unit unit, Variation variation, Padding padding) {
    GradientCheck check = check(unit, variation, padding);
    if (Boolean.getBoolean("unroll.everyParameter")) {
      check.assertEveryParameter();
    } else {
      check.assertDirections(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPartOfTheGradientIsASlope(Unit unit) {
    check(unit, Variation.ONE_DIRECTION, Padding.MIDDLE).assertEveryParameter();
  }

  private static GradientCheck check(Unit unit, Variation variation, Padding padding) {
    MultiLayerNetwork network = variation.network(unit);
    if (variation == Variation.CARRIED_STATE) {
      GradientCheck.carry(network, variation.batch(1, padding));
    }
    return new GradientCheck(network, variation.batch(2, padding));
  }
}
