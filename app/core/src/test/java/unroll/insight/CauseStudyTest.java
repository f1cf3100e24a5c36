package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.insight.UnevenNetworks.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.RecurrentNetwork;

class CauseStudyTest {
  private static final List<String> LETTERS = List.of("a", "B", "\n", "(", ")");
  private static final DataShape TEXT =
      new DataShape(
          Topology.MANY_TO_MANY, Channel.symbols(5), Channel.symbols(5), OptionalInt.of(0));

  private static Inspection text(RecurrentNetwork network, int steps) {
    int[] ids = new Random(1).ints(steps, 0, 5).toArray();
    return new Inspector(network, TEXT, LETTERS, LETTERS).inspect(Symbols.of(ids));
  }

  private static double change(List<Ablation.Effect> effects, String kind) {
    return effects.stream()
        .filter(effect -> effect.kind().equals(kind))
        .findFirst()
        .orElseThrow()
        .change();
  }

  @Test
  void aUnitIsHeldAtZeroAndAtItsMeanAsTheAblationOfTheWholeTextSays() {
    RecurrentNetwork network = network("cell: lstm, units: 4", TEXT);
    Inspection inspection = text(network, 300);
    Causes causes =
        new CauseStudy(network, inspection, 1)
            .causes(List.of(new UnitPlace(0, 2)), held -> List.of());
    UnitCause cause = causes.units().get(0);
    double sum = 0;
    for (float value : inspection.reading().layers().get(0).hidden().unit(2)) {
      sum += value;
    }
    assertEquals(sum / 300, cause.mean(), 1e-6);
    for (boolean isZero : new boolean[] {true, false}) {
      List<Ablation.Effect> expected =
          Ablation.effects(
              network,
              Ablation.hold(network, 0, 2, isZero ? 0 : cause.mean()),
              inspection.rows().get(0),
              inspection.kinds());
      assertEquals(expected, isZero ? cause.zeroed() : cause.clamped());
    }
    assertEquals("all 300 steps", causes.sampled());
  }

  @Test
  void kindsOfATextAreThoseOfTheCharacterThatIsToBeSaid() {
    RecurrentNetwork network = network("cell: gru, units: 4", TEXT);
    Inspection inspection =
        new Inspector(network, TEXT, LETTERS, LETTERS).inspect(Symbols.of(0, 1, 0, 0, 1, 0));
    Annotation upper =
        inspection.kinds().stream()
            .filter(kind -> kind.name().equals("upper case"))
            .findFirst()
            .orElseThrow();
    assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0}, upper.values());
  }

  @Test
  void chanceIsTheMedianAndTheNinthDecileOfOtherUnits() {
    RecurrentNetwork network = network("cell: rnn, units: 6", TEXT);
    Inspection inspection = text(network, 200);
    Causes causes =
        new CauseStudy(network, inspection, 1)
            .causes(List.of(new UnitPlace(0, 2)), held -> List.of());
    assertEquals(5, causes.others());
    List<Double> changes = new ArrayList<>();
    for (int unit : new int[] {0, 1, 3, 4, 5}) {
      RecurrentNetwork held = Ablation.hold(network, 0, unit, 0);
      changes.add(
          change(
              Ablation.effects(network, held, inspection.rows().get(0), inspection.kinds()),
              "all"));
    }
    changes.sort(null);
    Causes.Chance chance = causes.zeroed().get(0);
    assertEquals("all", chance.kind());
    assertEquals(changes.get(2), chance.median(), 1e-12);
    assertEquals(0.4 * changes.get(3) + 0.6 * changes.get(4), chance.high(), 1e-12);
  }

  @Test
  void stretchesOfALongTextGoOnFromTheStatesThatTheNetworkWasIn() {
    RecurrentNetwork network = network("cell: lstm, layers: 2, units: 4", TEXT);
    Inspection inspection = text(network, 6000);
    ScoredSteps steps = new ScoredSteps(network, inspection, 1000, 3);
    int[] places = steps.places();
    assertEquals(7 * 128, places.length);
    assertTrue(IntStream.range(1, places.length).allMatch(i -> places[i] > places[i - 1]));
    double[] losses = steps.losses(network);
    for (int i = 0; i < places.length; i++) {
      assertEquals(inspection.reading().predictions().loss(places[i]), losses[i], 1e-4);
    }
    assertArrayEquals(places, new ScoredSteps(network, inspection, 1000, 3).places());
    assertTrue(!Arrays.equals(places, new ScoredSteps(network, inspection, 1000, 4).places()));
  }

  @Test
  void sequencesOfOneLengthAreReadSideBySideAndLoseWhatTheyLoseAlone() {
    DataShape shape = new DataShape(Topology.MANY_TO_ONE, Channel.symbols(5), Channel.symbols(3));
    RecurrentNetwork network = network("cell: gru, units: 4", shape);
    List<SequenceExample> examples =
        List.of(
            new SequenceExample(Symbols.of(0, 1, 2), Symbols.of(1)),
            new SequenceExample(Symbols.of(4, 1), Symbols.of(0)),
            new SequenceExample(Symbols.of(3, 3, 0), Symbols.of(2)));
    Inspection inspection =
        new Inspector(network, shape, LETTERS, List.of("x", "y", "z")).inspect(examples);
    double[] losses = new ScoredSteps(network, inspection, 100, 1).losses(network);
    assertEquals(8, losses.length);
    for (int step = 0; step < 8; step++) {
      boolean isEnd = step == 2 || step == 4 || step == 7;
      double alone = isEnd ? inspection.reading().predictions().loss(step) : Double.NaN;
      assertEquals(alone, losses[step], 1e-5);
    }
    ScoredSteps some = new ScoredSteps(network, inspection, 5, 1);
    assertTrue(some.places().length <= 5 && some.losses(network).length == some.places().length);
  }

  @Test
  void aHeldUnitIsHeldInStretchesAsInTheWholeText() {
    RecurrentNetwork network = network("cell: gru, units: 4", TEXT);
    Inspection inspection = text(network, 6000);
    RecurrentNetwork held = Ablation.hold(network, 0, 1, 0);
    ScoredSteps steps = new ScoredSteps(network, inspection, 1000, 3);
    int[] places = steps.places();
    double[] whole = StepLosses.of(held, inspection.rows().get(0));
    double[] losses = steps.losses(held);
    for (int i = 0; i < places.length; i++) {
      // From another state, but it has read 32 steps since.
      assertEquals(whole[places[i]], losses[i], 1e-3);
    }
  }

  @Test
  void nothingIsMeasuredByLabelsThatNobodyKnows() {
    DataShape shape = new DataShape(Topology.MANY_TO_ONE, Channel.symbols(5), Channel.symbols(3));
    RecurrentNetwork network = network("cell: gru, units: 4", shape);
    Inspection inspection =
        new Inspector(network, shape, LETTERS, List.of("x", "y", "z"))
            .inspect(List.of(new SequenceExample(Symbols.of(0, 1, 2), Symbols.of(1))));
    List<UnitPlace> units = List.of(new UnitPlace(0, 0));
    assertTrue(
        new CauseStudy(network, inspection, 1)
            .causes(units, held -> List.of())
            .impossible()
            .isEmpty());
    assertEquals(
        "no step has a label that is a symbol",
        new CauseStudy(network, inspection.unlabeled(), 1)
            .causes(units, held -> List.of())
            .impossible()
            .orElseThrow());
  }

  @Test
  void whatANetworkWritesIsAskedOfTheNetworkAndOfEveryHeldOne() {
    RecurrentNetwork network = network("cell: rnn, units: 3", TEXT);
    Inspection inspection = text(network, 50);
    Causes causes =
        new CauseStudy(network, inspection, 1)
            .causes(
                List.of(new UnitPlace(0, 0)), any -> List.of(any == network ? "as it is" : "held"));
    assertEquals(List.of("as it is"), causes.written());
    assertEquals(List.of(List.of("held"), List.of("held")), causes.units().get(0).written());
  }

  @Test
  void aNetworkWhoseWeightsAreSharedSaysWhyNothingIsHeld() {
    RecurrentNetwork network = network("units: 4, embedding: 4, tied-embedding: true", TEXT);
    Causes causes =
        new CauseStudy(network, text(network, 50), 1)
            .causes(List.of(new UnitPlace(0, 0)), held -> List.of());
    assertEquals(
        "the output layer shares the embedding's weights", causes.impossible().orElseThrow());
  }

  @Test
  void aNetworkThatAnswersOnceSaysAtEveryStepWhatItWouldAnswer() {
    DataShape shape = new DataShape(Topology.MANY_TO_ONE, Channel.symbols(5), Channel.symbols(3));
    List<String> answers = List.of("x", "y", "z");
    for (String keys :
        new String[] {
          "cell: gru, units: 4",
          "cell: gru, units: 4, bidirectional: true",
          "cell: lstm, units: 4, layers: 2, pooling: mean"
        }) {
      RecurrentNetwork network = network(keys, shape);
      Inspector inspector = new Inspector(network, shape, LETTERS, answers);
      Inspection whole =
          inspector.inspect(List.of(new SequenceExample(Symbols.of(0, 1, 2, 3, 4), Symbols.of(1))));
      Inspection part =
          inspector.inspect(List.of(new SequenceExample(Symbols.of(0, 1, 2), Symbols.of(1))));
      assertTrue(whole.answersOnce());
      StepPredictions predictions = whole.reading().predictions();
      assertEquals(part.reading().predictions().id(2, 0), predictions.id(2, 0));
      assertEquals(part.reading().predictions().value(2, 1), predictions.value(2, 1), 1e-5);
      assertTrue(Float.isNaN(predictions.ofLabel()[2]));
      assertEquals(part.reading().predictions().id(1, 2), predictions.id(1, 2));
    }
  }
}
