package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.insight.UnevenNetworks.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.layers.RecurrentState;
import unroll.layers.runtime.StateMap;
import unroll.network.RecurrentNetwork;

class ReachStudyTest {
  private static final List<String> LETTERS = List.of("a", "b", "c", "d", "e");
  private static final DataShape TEXT =
      new DataShape(
          Topology.MANY_TO_MANY, Channel.symbols(5), Channel.symbols(5), OptionalInt.of(0));
  private static final DataShape ONE_LABEL =
      new DataShape(Topology.MANY_TO_ONE, Channel.symbols(5), Channel.symbols(3));

  private static Inspection text(RecurrentNetwork network, int steps) {
    int[] ids = new Random(1).ints(steps, 0, 5).toArray();
    return new Inspector(network, TEXT, LETTERS, LETTERS).inspect(Symbols.of(ids));
  }

  /** Loss at the last step, read step by step from given states. */
  private static double loss(
      RecurrentNetwork network, Stretches side, List<Map<String, INDArray>> states) {
    network.clearStepState();
    for (int layer = 0; layer < states.size(); layer++) {
      network.dl4j().rnnSetPreviousState(layer, states.get(layer));
    }
    INDArray output = network.step(side.features());
    network.clearStepState();
    return -Math.log(output.getDouble(0, side.lastLabels()[0], side.length() - 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnn", "lstm", "gru"})
  void gradientsOfTheStatesOfEveryLayerAreFiniteDifferences(String cell) {
    RecurrentNetwork network =
        network("layers: 2, units: 4, precision: double, cell: " + cell, TEXT);
    Inspection inspection = text(network, 40);
    Stretches side = new Stretches(inspection, new int[] {20}, 5);
    List<Map<String, INDArray>> states = side.statesBefore(network.dataType());
    List<RecurrentState> gradients =
        new StateGradients(network).of(side.features(), states, side.lastLabels());
    assertEquals(2, gradients.size());
    double step = 1e-5;
    for (int layer = 0; layer < 2; layer++) {
      for (Map.Entry<String, INDArray> state : states.get(layer).entrySet()) {
        INDArray gradient =
            state.getKey().equals(StateMap.CELL)
                ? gradients.get(layer).cell()
                : gradients.get(layer).hidden();
        for (int unit = 0; unit < 4; unit++) {
          double value = state.getValue().getDouble(0, unit);
          state.getValue().putScalar(0, unit, value + step);
          double above = loss(network, side, states);
          state.getValue().putScalar(0, unit, value - step);
          double below = loss(network, side, states);
          state.getValue().putScalar(0, unit, value);
          assertEquals((above - below) / (2 * step), gradient.getDouble(0, unit), 1e-7);
        }
      }
    }
    assertTrue(gradients.get(0).hidden().norm2Number().doubleValue() > 1e-4);
  }

  @Test
  void aLinearUnitForgetsByItsRecurrentWeightAtEveryStep() {
    // h = relu(0.8 h' + 1) stays positive, so the state k steps before counts 0.8^k times.
    RecurrentNetwork network =
        network("cell: rnn, activation: relu, units: 1, precision: double", TEXT);
    network.dl4j().getParam("0_RW").assign(0.8);
    network.dl4j().getParam("0_W").assign(0);
    network.dl4j().getParam("0_b").assign(1);
    Inspection inspection = text(network, 60);
    MemoryReach reach = new ReachStudy(network, inspection, 1).reach();
    List<Integer> lags = reach.lags().stream().map(MemoryReach.OfLag::lag).toList();
    assertEquals(List.of(1, 2, 4, 8, 16), lags);
    double first = reach.lags().get(0).all().mean();
    for (MemoryReach.OfLag lag : reach.lags()) {
      double expected = first * Math.pow(0.8, lag.lag() - 1);
      assertEquals(expected, lag.all().mean(), 1e-6 * expected);
      assertEquals(expected, lag.layers().get(0).hidden().mean(), 1e-6 * expected);
    }
    // W (p - y) at h = 5, where the state has settled, times 0.8 a step.
    double sum = 0;
    INDArray weights = network.dl4j().getParam("1_W");
    for (int position : new ReachStudy(network, inspection, 1).positions()) {
      double[] logits =
          network.logits(
              new double[] {inspection.reading().layers().get(0).hidden().at(position, 0)});
      double all = Arrays.stream(logits).map(Math::exp).sum();
      double derivative = -weights.getDouble(inspection.labels()[position]);
      for (int id = 0; id < 5; id++) {
        derivative += Math.exp(logits[id]) / all * weights.getDouble(id);
      }
      sum += Math.abs(derivative) * 0.8;
    }
    assertEquals(sum / reach.positions(), first, 1e-6);
  }

  @Test
  void aContextIsReadFromTheZeroStateAndComparedWithAllThereIs() {
    RecurrentNetwork network = network("cell: gru, units: 6, layers: 2", TEXT);
    Inspection inspection = text(network, 80);
    ReachStudy study = new ReachStudy(network, inspection, 7);
    MemoryReach reach = study.reach();
    assertEquals(
        List.of(1, 2, 4, 8, 16, 32), reach.contexts().stream().map(c -> c.read()).toList());
    MemoryReach.OfContext ofFour = reach.contexts().get(2);
    double loss = 0;
    double excess = 0;
    for (int position : study.positions()) {
      assertTrue(position >= 32, "as many steps before it as the longest context");
      INDArray features = new Stretches(inspection, new int[] {position - 3}, 4).features();
      int label = inspection.labels()[position];
      double four = -Math.log(network.output(new DataSet(features, null)).getDouble(0, label, 3));
      loss += four;
      excess += four - inspection.reading().predictions().loss(position);
    }
    assertEquals(loss / reach.positions(), ofFour.loss().mean(), 1e-5);
    assertEquals(excess / reach.positions(), ofFour.excess(), 1e-5);
    assertTrue(ofFour.loss().low() < ofFour.loss().median());
    assertTrue(ofFour.loss().median() < ofFour.loss().high());
  }

  @Test
  void theSameSeedMeasuresTheSameSteps() {
    RecurrentNetwork network = network("cell: lstm, units: 4", TEXT);
    Inspection inspection = text(network, 900);
    ReachStudy study = new ReachStudy(network, inspection, 7);
    assertEquals(study.positions(), new ReachStudy(network, inspection, 7).positions());
    assertTrue(!study.positions().equals(new ReachStudy(network, inspection, 8).positions()));
    assertEquals(study.reach(), new ReachStudy(network, inspection, 7).reach());
  }

  @Test
  void aNetworkThatAnswersOnceIsMeasuredAtTheEndsOfItsSequences() {
    RecurrentNetwork network = network("cell: lstm, units: 4", ONE_LABEL);
    List<SequenceExample> examples =
        List.of(
            new SequenceExample(Symbols.of(0, 1, 2, 3, 4), Symbols.of(1)),
            new SequenceExample(Symbols.of(4, 1), Symbols.of(0)),
            new SequenceExample(Symbols.of(2, 2, 0, 1, 3, 0), Symbols.of(2)));
    Inspection inspection =
        new Inspector(network, ONE_LABEL, LETTERS, List.of("x", "y", "z")).inspect(examples);
    ReachStudy study = new ReachStudy(network, inspection, 1);
    assertEquals(List.of(4, 12), study.positions());
    MemoryReach reach = study.reach();
    assertEquals(3, reach.lags().size());
    INDArray last = Nd4j.createFromArray(new int[] {4}).reshape(1, 1, 1);
    INDArray other = Nd4j.createFromArray(new int[] {0}).reshape(1, 1, 1);
    double first = -Math.log(network.output(new DataSet(last, null)).getDouble(0, 1));
    double second = -Math.log(network.output(new DataSet(other, null)).getDouble(0, 2));
    assertEquals((first + second) / 2, reach.contexts().get(0).loss().mean(), 1e-5);
  }

  @Test
  void aNetworkThatReadsBothWaysHasNoStateThatHoldsItAll() {
    RecurrentNetwork network = network("cell: gru, units: 4, bidirectional: true", ONE_LABEL);
    SequenceExample example = new SequenceExample(Symbols.of(0, 1, 2, 3, 4), Symbols.of(1));
    Inspection inspection =
        new Inspector(network, ONE_LABEL, LETTERS, List.of("x", "y", "z"))
            .inspect(List.of(example));
    MemoryReach reach = new ReachStudy(network, inspection, 1).reach();
    assertEquals(List.of(), reach.lags());
    assertEquals(
        "the network reads both ways, so no single state holds what it has read",
        reach.noLags().orElseThrow());
    assertEquals(3, reach.contexts().size());
  }
}
