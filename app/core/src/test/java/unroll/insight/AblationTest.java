package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.insight.UnevenNetworks.network;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Topology;
import unroll.network.RecurrentNetwork;

class AblationTest {
  private static final DataShape TEXT =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(6), Channel.symbols(6));

  private static DataSet row(int steps) {
    int[] ids = new Random(1).ints(steps + 1, 0, 6).toArray();
    int[] next = new int[steps];
    System.arraycopy(ids, 1, next, 0, steps);
    return new DataSet(
        Nd4j.createFromArray(Arrays.copyOf(ids, steps)).reshape(1, 1, steps),
        Nd4j.createFromArray(next).reshape(1, 1, steps));
  }

  private static double[] product(double[] vector, INDArray matrix) {
    return Nd4j.createFromArray(vector).reshape(1, vector.length).mmul(matrix).toDoubleVector();
  }

  /** Softmax of an output layer over a hidden state. */
  private static double[] output(RecurrentNetwork network, double[] hidden) {
    double[] logits = network.logits(hidden);
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.exp(logits[i]);
      sum += logits[i];
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] /= sum;
    }
    return logits;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void theNetworkComputesAsIfTheUnitHadTheValueAtEveryStep(double value) {
    RecurrentNetwork network = network("cell: rnn, layers: 2, units: 4, precision: double", TEXT);
    DataSet row = row(15);
    INDArray held = Ablation.hold(network, 0, 2, value).output(row);
    double[] below = {0, 0, value, 0};
    double[] above = new double[4];
    for (int step = 0; step < 15; step++) {
      double[] recurrent = product(below, network.dl4j().getParam("0_RW"));
      for (int unit = 0; unit < 4; unit++) {
        int id = row.getFeatures().getInt(0, 0, step);
        double sum = network.dl4j().getParam("0_W").getDouble(id, unit) + recurrent[unit];
        below[unit] = Math.tanh(sum + network.dl4j().getParam("0_b").getDouble(unit));
      }
      below[2] = value;
      double[] input = product(below, network.dl4j().getParam("1_W"));
      double[] own = product(above, network.dl4j().getParam("1_RW"));
      for (int unit = 0; unit < 4; unit++) {
        double bias = network.dl4j().getParam("1_b").getDouble(unit);
        above[unit] = Math.tanh(input[unit] + own[unit] + bias);
      }
      double[] expected = output(network, above);
      for (int id = 0; id < 6; id++) {
        assertEquals(expected[id], held.getDouble(0, id, step), 1e-9);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnn", "lstm", "gru"})
  void aUnitOfTheTopLayerIsHeldForTheOutputAndForItsOwnLayer(String cell) {
    RecurrentNetwork network = network("units: 4, precision: double, cell: " + cell, TEXT);
    RecurrentNetwork held = Ablation.hold(network, 0, 1, 0);
    DataSet row = row(15);
    UnitSeries hidden = Reading.of(held, row, 1).layers().get(0).hidden();
    INDArray output = held.output(row);
    for (int step = 0; step < 15; step++) {
      // Logits by the weights of the network as it was.
      double[] state = new double[4];
      for (int unit = 0; unit < 4; unit++) {
        state[unit] = unit == 1 ? 0 : hidden.at(step, unit);
      }
      assertEquals(output(network, state)[3], output.getDouble(0, 3, step), 1e-6);
    }
    // What the unit would say to its own layer is not heard: other starts of it change nothing.
    INDArray weights = held.dl4j().getParam("0_RW");
    assertEquals(0, weights.getRow(1).norm1Number().doubleValue());
    assertTrue(network.dl4j().getParam("0_RW").getRow(1).norm1Number().doubleValue() > 0);
  }

  @Test
  void theLastUnitsOfALayerCanBeHeldAsTheFirst() {
    RecurrentNetwork network = network("cell: gru, units: 64", TEXT);
    for (int unit : new int[] {0, 31, 62, 63}) {
      RecurrentNetwork held = Ablation.hold(network, 0, unit, 0.5);
      for (String name : List.of("0_RW", "1_W")) {
        double[][] weights = held.dl4j().getParam(name).toDoubleMatrix();
        assertEquals(0, Arrays.stream(weights[unit]).map(Math::abs).sum());
        weights[unit] = network.dl4j().getParam(name).toDoubleMatrix()[unit];
        assertArrayEquals(network.dl4j().getParam(name).toDoubleMatrix(), weights);
      }
    }
  }

  @Test
  void aBackwardUnitIsHeldAsThatOfItsDirection() {
    RecurrentNetwork network = network("cell: gru, units: 3, layers: 2, bidirectional: true", TEXT);
    RecurrentNetwork held = Ablation.hold(network, 0, 4, 0.5);
    DataSet row = row(12);
    INDArray weights = held.dl4j().getParam("0_bRW");
    assertEquals(0, weights.getRow(1).norm1Number().doubleValue());
    assertTrue(held.dl4j().getParam("0_fRW").getRow(1).norm1Number().doubleValue() > 0);
    assertEquals(0, held.dl4j().getParam("1_fW").getRow(4).norm1Number().doubleValue());
    assertEquals(0, held.dl4j().getParam("1_bW").getRow(4).norm1Number().doubleValue());
    assertTrue(held.output(row).distance2(network.output(row)) > 1e-3);
  }

  @Test
  void effectsAreTheMeanLossesOfEveryKind() {
    RecurrentNetwork network = network("cell: lstm, units: 4", TEXT);
    RecurrentNetwork held = Ablation.hold(network, 0, 0, 0);
    DataSet row = row(1500);
    float[] first = new float[1500];
    Arrays.fill(first, 0, 100, 1);
    List<Ablation.Effect> effects =
        Ablation.effects(
            network,
            held,
            row,
            List.of(
                new Annotation("first", true, first),
                new Annotation("none", true, new float[1500])));
    assertEquals(2, effects.size());
    INDArray before = network.output(row);
    INDArray after = held.output(row);
    for (Ablation.Effect effect : effects) {
      int steps = effect.kind().equals("first") ? 100 : 1500;
      double sumBefore = 0;
      double sumAfter = 0;
      for (int step = 0; step < steps; step++) {
        int label = row.getLabels().getInt(0, 0, step);
        sumBefore -= Math.log(before.getDouble(0, label, step));
        sumAfter -= Math.log(after.getDouble(0, label, step));
      }
      assertEquals(steps, effect.steps());
      assertEquals(sumBefore / steps, effect.before(), 1e-4);
      assertEquals(sumAfter / steps, effect.after(), 1e-4);
      assertEquals((sumAfter - sumBefore) / steps, effect.change(), 1e-4);
    }
  }

  @Test
  void weightsThatAreSharedCannotBeTakenOut() {
    RecurrentNetwork network = network("units: 4, embedding: 4, tied-embedding: true", TEXT);
    assertEquals(
        "the output layer shares the embedding's weights",
        assertThrows(IllegalArgumentException.class, () -> Ablation.hold(network, 0, 0, 0))
            .getMessage());
  }
}
