package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.BatchReplay;
import unroll.network.NamedLayer;
import unroll.network.RecurrentNetwork;

/** Trouble within the stacks of an encoder and decoder is found there. */
class EncoderDecoderHealthTest {
  private static final DataShape SHAPE =
      new DataShape(
          Topology.ENCODER_DECODER, Channel.symbols(8), Channel.symbols(4), OptionalInt.of(4));

  private static RecurrentNetwork network(String keys) {
    return BrokenTraining.network(SHAPE, "embedding: 3, units: 4, " + keys);
  }

  private static DataSet batch() {
    Random random = new Random(4);
    List<SequenceExample> examples = new ArrayList<>();
    for (int row = 0; row < 6; row++) {
      examples.add(
          new SequenceExample(
              Symbols.of(random.ints(2 + random.nextInt(4), 0, 4).toArray()),
              Symbols.of(random.ints(2 + random.nextInt(4), 0, 4).toArray())));
    }
    ShuffledExamples plan = ShuffledExamples.inOrder(examples, SHAPE.topology(), 6);
    try (SequenceBatches rows = SequenceBatches.onePass(plan, SHAPE, Nd4j.dataType())) {
      return rows.next();
    }
  }

  private static List<BatchReplay.Reading> readings(RecurrentNetwork network, DataSet batch) {
    return new BatchReplay(network.dl4j()).read(batch, List.of());
  }

  private static void set(RecurrentNetwork network, String parameter, double value) {
    NamedLayer stacks =
        NamedLayer.of(network.dl4j()).stream()
            .filter(layer -> layer.name().equals("encoder and decoder"))
            .findFirst()
            .orElseThrow();
    stacks.layer().getParam(parameter).assign(value);
  }

  @Test
  void aStackThatAnswersTheSameToEverythingIsCalledDead() {
    for (String attention : List.of("none", "additive")) {
      RecurrentNetwork network =
          network("cell: gru, decoder: {attention: %s}".formatted(attention));
      DataSet batch = batch();
      LayerHealth health = new LayerHealth();
      assertEquals(
          Optional.empty(), health.dead(readings(network, batch), batch.getFeaturesMaskArray()));
      for (String parameter : List.of("e0.W", "e0.RW", "e0.b", "e0.rb")) {
        set(network, parameter, 0);
      }
      String said =
          health.dead(readings(network, batch), batch.getFeaturesMaskArray()).orElseThrow();
      assertTrue(said.startsWith("dead: encoder layer 1 (gru): "), said);
    }
  }

  @Test
  void outputsAtSourceStepsWhichAreZerosDoNotCountAsDifferent() {
    RecurrentNetwork network = network("cell: gru, decoder: {attention: general}");
    set(network, "o.W", 0);
    set(network, "o.b", 0.5);
    DataSet batch = batch();
    String said =
        new LayerHealth()
            .dead(readings(network, batch), batch.getFeaturesMaskArray())
            .orElseThrow();
    assertTrue(said.startsWith("dead: encoder and decoder"), said);
  }

  @Test
  void aSaturatedStackIsNamed() {
    RecurrentNetwork network = network("cell: gru, layers: 2, decoder: {attention: dot}");
    assertEquals(Optional.empty(), new LayerHealth().saturated(readings(network, batch())));
    set(network, "d1.b", 20);
    String said = new LayerHealth().saturated(readings(network, batch())).orElseThrow();
    assertTrue(said.startsWith("saturated: decoder layer 2 (gru): "), said);
  }

  @Test
  void aWrongNumberInAStackIsDiagnosedThere() {
    RecurrentNetwork network = network("cell: rnn, activation: relu, decoder: {attention: dot}");
    DataSet batch = batch();
    set(network, "e0.RW", 1e30);
    set(network, "e0.b", 1e30);
    network.dl4j().setInput(batch.getFeatures());
    network.dl4j().setLabels(batch.getLabels());
    network.dl4j().setLayerMaskArrays(batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
    network.dl4j().computeGradientAndScore();
    Trouble trouble =
        new Trouble(
            network.dl4j(),
            batch,
            List.of(),
            Trouble.Stage.GRADIENT,
            3,
            0.1,
            Double.NaN,
            Double.NaN,
            new Trouble.Clipping(1, 2, 0));
    String said = new Diagnosis(trouble).text();
    assertTrue(said.contains("the output of encoder layer 1 (rnn): time step"), said);
    assertTrue(said.contains("network.activation: tanh"), said);
  }
}
