package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static unroll.layers.Batches.assertNear;
import static unroll.layers.Batches.rows;
import static unroll.layers.Batches.steps;
import static unroll.layers.TestNetworks.NO_WORKSPACES;
import static unroll.layers.TestNetworks.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.TestNetworks.Unit;
import unroll.layers.runtime.ActiveEncoderDecoder;
import unroll.layers.runtime.EncoderDecoderState;

/** Targets that are written step by step are those of a whole pass. */
class EncoderDecoderSteppingTest {
  private static final int INPUTS = 3;
  private static final int UNITS = 6;
  private static final int[] SOURCES = {4, 1, 6};
  private static final int LONGEST = 6;
  private static final int TARGETS = 5;

  record Case(Unit unit, Attention attention, boolean feeds, int depth, DataType type) {
    double tolerance() {
      return type == DataType.DOUBLE ? 1e-10 : 1e-5;
    }
  }

  static Stream<Arguments> cases() {
    List<Arguments> all = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      for (Attention attention : Attention.values()) {
        for (boolean feeds : new boolean[] {false, true}) {
          for (int depth = 1; depth <= 2; depth++) {
            for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
              if (attention != Attention.NONE || !feeds) {
                all.add(Arguments.of(new Case(unit, attention, feeds, depth, type)));
              }
            }
          }
        }
      }
    }
    return all.stream();
  }

  private static ActiveEncoderDecoder layer(Case of) {
    List<RecurrentCell> encoder = new ArrayList<>();
    List<RecurrentCell> decoder = new ArrayList<>();
    for (int i = 0; i < of.depth(); i++) {
      int below = i == 0 ? INPUTS : UNITS;
      encoder.add(
          (RecurrentCell)
              of.unit().builder(below, UNITS / 2).bidirectional(Merge.CONCATENATE).build());
      int read = i == 0 && of.feeds() ? below + UNITS : below;
      decoder.add((RecurrentCell) of.unit().builder(read, UNITS).build());
    }
    MultiLayerNetwork network =
        TestNetworks.network(
            of.type(),
            new EncoderDecoder.Builder()
                .nIn(INPUTS)
                .nOut(UNITS)
                .encoder(encoder)
                .decoder(decoder)
                .attention(of.attention())
                .inputFeeding(of.feeds())
                .build());
    return (ActiveEncoderDecoder) network.getLayer(0);
  }

  /** {@code [batch, input, step]}: sources of unequal lengths. */
  private static INDArray sources(DataType type) {
    return random(type, 3, SOURCES.length, INPUTS, LONGEST);
  }

  private static INDArray sourceMask(DataType type) {
    INDArray mask = Nd4j.zeros(type, SOURCES.length, LONGEST);
    for (int row = 0; row < SOURCES.length; row++) {
      for (int step = 0; step < SOURCES[row]; step++) {
        mask.putScalar(row, step, 1);
      }
    }
    return mask;
  }

  private static INDArray targets(DataType type) {
    return random(type, 4, SOURCES.length, INPUTS, TARGETS);
  }

  /** Sources and targets of some rows behind each other. */
  private static INDArray whole(ActiveEncoderDecoder layer, INDArray targets, int... of) {
    DataType type = targets.dataType();
    INDArray mask =
        Nd4j.concat(
            1,
            rows(sourceMask(type), of),
            Nd4j.ones(type, of.length, TARGETS).muli(EncoderDecoder.TARGET));
    layer.setMaskArray(mask);
    layer.setInput(Nd4j.concat(2, rows(sources(type), of), targets), NO_WORKSPACES);
    return steps(layer.activate(false, NO_WORKSPACES), LONGEST, LONGEST + TARGETS);
  }

  private static INDArray step(ActiveEncoderDecoder layer, INDArray targets, int from, int to) {
    return layer.rnnTimeStep(steps(targets, from, to), NO_WORKSPACES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void steppingIsTheWholePass(Case of) {
    ActiveEncoderDecoder layer = layer(of);
    INDArray targets = targets(of.type());
    INDArray whole = whole(layer, targets, 0, 1, 2);
    layer.encode(sources(of.type()), sourceMask(of.type()));
    assertNull(layer.alignment());
    for (int step = 0; step < TARGETS; step++) {
      INDArray stepped = step(layer, targets, step, step + 1);
      assertNear(steps(whole, step, step + 1), stepped, of.tolerance());
      requireAlignment(layer, of, step);
    }
  }

  private static void requireAlignment(ActiveEncoderDecoder layer, Case of, int step) {
    INDArray stepped = layer.alignment();
    if (of.attention() == Attention.NONE) {
      assertNull(stepped);
      assertNull(layer.alignment(0));
      return;
    }
    assertEquals(LONGEST, stepped.size(1));
    for (int row = 0; row < SOURCES.length; row++) {
      INDArray whole = layer.alignment(row);
      assertEquals(List.of((long) TARGETS, (long) SOURCES[row]), sizes(whole));
      for (int source = 0; source < LONGEST; source++) {
        double expected = source < SOURCES[row] ? whole.getDouble(step, source) : 0;
        assertEquals(expected, stepped.getDouble(row, source), of.tolerance());
      }
      assertEquals(1, stepped.getRow(row).sumNumber().doubleValue(), 1e-5);
    }
  }

  private static List<Long> sizes(INDArray array) {
    return List.of(array.size(0), array.size(1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rowsThatAreRepeatedAndReorderedGoOnAsTheyWouldAlone(Case of) {
    ActiveEncoderDecoder layer = layer(of);
    INDArray first = targets(of.type());
    INDArray other = random(of.type(), 9, 4, INPUTS, TARGETS);
    int[] picked = {2, 0, 2, 1};
    layer.encode(sources(of.type()), sourceMask(of.type()));
    step(layer, first, 0, 2);
    Map<String, INDArray> state = layer.rnnGetPreviousState();
    state.replaceAll((key, array) -> Nd4j.pullRows(array, 1, picked));
    layer.rnnSetPreviousState(state);
    INDArray stepped = step(layer, other, 2, TARGETS);
    INDArray alignment = layer.alignment();
    for (int row = 0; row < picked.length; row++) {
      INDArray own =
          Nd4j.concat(
              2, steps(rows(first, picked[row]), 0, 2), steps(rows(other, row), 2, TARGETS));
      INDArray alone = steps(whole(layer, own, picked[row]), 2, TARGETS);
      assertNear(alone, rows(stepped, row), of.tolerance());
      if (alignment != null) {
        INDArray expected = layer.alignment(0).getRow(TARGETS - 1, true);
        INDArray found =
            alignment.get(
                NDArrayIndex.interval(row, row + 1),
                NDArrayIndex.interval(0, SOURCES[picked[row]]));
        assertNear(expected, found, of.tolerance());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void encodingAgainReadsTheParametersAsTheyAreThen(Case of) {
    ActiveEncoderDecoder layer = layer(of);
    INDArray targets = targets(of.type());
    layer.encode(sources(of.type()), sourceMask(of.type()));
    step(layer, targets, 0, 1);
    layer.params().muli(0.5);
    INDArray whole = whole(layer, targets, 0, 1, 2);
    layer.encode(sources(of.type()), sourceMask(of.type()));
    assertNear(steps(whole, 0, 1), step(layer, targets, 0, 1), of.tolerance());
  }

  @Test
  void withoutAMaskEveryStepIsOneOfTheSourceAndARowMayHaveNone() {
    Case of = new Case(Unit.LSTM, Attention.GENERAL, true, 1, DataType.DOUBLE);
    ActiveEncoderDecoder layer = layer(of);
    INDArray targets = targets(of.type());
    layer.encode(sources(of.type()), Nd4j.ones(of.type(), SOURCES.length, LONGEST));
    INDArray marked = step(layer, targets, 0, 1).dup();
    layer.encode(sources(of.type()), null);
    assertEquals(marked, step(layer, targets, 0, 1));
    INDArray mask = sourceMask(of.type());
    mask.getRow(1).assign(0);
    layer.encode(sources(of.type()), mask);
    step(layer, targets, 0, 1);
    assertEquals(0, layer.alignment().getRow(1).sumNumber().doubleValue());
    assertEquals(1, layer.alignment().getRow(2).sumNumber().doubleValue(), 1e-12);
  }

  @Test
  void aStepWithoutASourceOrWithOtherRowsIsRefused() {
    Case of = new Case(Unit.GRU, Attention.DOT, true, 1, DataType.DOUBLE);
    ActiveEncoderDecoder layer = layer(of);
    INDArray targets = targets(of.type());
    String name = "layer 0 (EncoderDecoder \"layer0\"): ";
    String none = name + "expected sources to be encoded before a step";
    assertEquals(none, refusal(layer, targets));
    layer.encode(sources(of.type()), null);
    assertNotNull(step(layer, targets, 0, 1));
    assertEquals(
        name + "state \"source\": expected [2, 1] for an input of 2 rows, got [3, 1]",
        refusal(layer, rows(targets, 0, 1)));
    Map<String, INDArray> state = layer.rnnGetPreviousState();
    INDArray given = state.remove(EncoderDecoderState.GIVEN);
    layer.rnnSetPreviousState(state);
    assertEquals(
        name + "state \"given\": expected [3, 6] for an input of 3 rows, got none",
        refusal(layer, targets));
    state.put(EncoderDecoderState.GIVEN, given);
    state.put(EncoderDecoderState.SOURCE, Nd4j.ones(of.type(), 3, 1).muli(3));
    layer.rnnSetPreviousState(state);
    assertEquals(
        name + "state \"source\": expected one of 3 encoded sources, got 3",
        refusal(layer, targets));
    layer.rnnSetPreviousState(Map.of());
    assertEquals(none, refusal(layer, targets));
    layer.rnnSetPreviousState(state);
    assertEquals(none, refusal(layer, targets));
    layer.encode(sources(of.type()), null);
    layer.rnnClearPreviousState();
    assertEquals(none, refusal(layer, targets));
  }

  private static String refusal(ActiveEncoderDecoder layer, INDArray targets) {
    return assertThrows(IllegalStateException.class, () -> step(layer, targets, 0, 1)).getMessage();
  }

  @Test
  void aNetworkGoesStepByStepTooAndAWholePassIsNotDisturbed() {
    RecurrentCell encoder = new Gru.Builder().nIn(INPUTS).nOut(UNITS).build();
    RecurrentCell decoder = new Gru.Builder().nIn(INPUTS).nOut(UNITS).build();
    MultiLayerNetwork network =
        TestNetworks.network(
            DataType.FLOAT,
            new EncoderDecoder.Builder()
                .nIn(INPUTS)
                .nOut(UNITS)
                .encoder(List.of(encoder))
                .decoder(List.of(decoder))
                .attention(Attention.DOT)
                .build(),
            TestNetworks.stepOutput(UNITS, 4));
    ActiveEncoderDecoder layer = (ActiveEncoderDecoder) network.getLayer(0);
    INDArray targets = targets(DataType.FLOAT);
    INDArray whole = whole(layer, targets, 0, 1, 2);
    INDArray alignment = layer.alignment(2).dup();
    layer.encode(sources(DataType.FLOAT), sourceMask(DataType.FLOAT));
    INDArray output = network.rnnTimeStep(steps(targets, 0, 1));
    INDArray last = network.rnnTimeStep(steps(targets, 1, 2).reshape(3, INPUTS));
    assertEquals(List.of(3L, 4L), sizes(last.reshape(3, 4)));
    assertEquals(1, rows(output, 1).sumNumber().doubleValue(), 1e-5);
    assertEquals(alignment, layer.alignment(2));
    assertNear(whole, whole(layer, targets, 0, 1, 2), 0);
  }
}
