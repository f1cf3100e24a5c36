package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.NetworkConfigs;
import unroll.network.ParameterUpdate;
import unroll.network.RecurrentNetwork;
import unroll.report.Page;

class InspectorTest {
  private static final List<String> LETTERS = List.of("a", "B", "\n", "(", ")");
  private static final DataShape TEXT =
      new DataShape(
          Topology.MANY_TO_MANY, Channel.symbols(5), Channel.symbols(5), OptionalInt.of(0));

  private static RecurrentNetwork network(String keys, DataShape shape) {
    return RecurrentNetwork.create(
        NetworkConfigs.of(keys)
            .configuration(shape, false, new ParameterUpdate(new Sgd(0.1), 0), 5));
  }

  @Test
  void aTextIsReadToItsEndAndLabeledWithWhatFollows() {
    Inspector inspector =
        new Inspector(network("cell: gru, units: 4", TEXT), TEXT, LETTERS, LETTERS);
    Inspection inspection = inspector.inspect(Symbols.of(0, 3, 1, 4, 2));
    assertEquals(List.of("a", "(", "B", ")", "\n"), inspection.steps());
    assertArrayEquals(new int[] {3, 1, 4, 2, -1}, inspection.labels());
    assertEquals(List.of(0), inspection.starts());
    assertTrue(inspection.areCharacters());
    assertEquals(5, inspection.reading().steps());
    Annotation inside = inspection.annotations().get(TextAnnotator.INSIDE_BRACKETS.ordinal());
    assertArrayEquals(new float[] {0, 1, 1, 0, 0}, inside.values());
    assertTrue(Float.isNaN(inspection.reading().predictions().ofLabel()[4]));
  }

  @Test
  void sequencesAreReadEachFromTheZeroStateAndTheirLabelStandsAtAllTheirSteps() {
    DataShape shape = new DataShape(Topology.MANY_TO_ONE, Channel.symbols(3), Channel.symbols(2));
    RecurrentNetwork network = network("cell: lstm, units: 4", shape);
    Inspector inspector =
        new Inspector(network, shape, List.of("yes", "no", "so"), List.of("bad", "good"));
    SequenceExample first = new SequenceExample(Symbols.of(0, 1, 2), Symbols.of(1));
    SequenceExample second = new SequenceExample(Symbols.of(0, 1), Symbols.of(0));
    Inspection both = inspector.inspect(List.of(first, second));
    assertEquals(List.of("yes", "no", "so", "yes", "no"), both.steps());
    assertEquals(List.of(0, 3), both.starts());
    assertFalse(both.areCharacters());
    assertArrayEquals(new int[] {-1, -1, 1, -1, 0}, both.labels());
    UnitSeries hidden = both.reading().layers().get(0).hidden();
    assertEquals(hidden.at(1, 2), hidden.at(4, 2), 1e-7);
    List<String> names = both.annotations().stream().map(Annotation::name).toList();
    int ofTokens = TokenAnnotator.values().length;
    assertEquals(
        List.of(
            "position in the sequence", "steps left of the sequence", "label bad", "label good"),
        names.subList(ofTokens, names.size()));
    List<Annotation> others = both.annotations().subList(ofTokens, names.size());
    assertArrayEquals(new float[] {0, 1, 2, 0, 1}, others.get(0).values());
    assertArrayEquals(new float[] {2, 1, 0, 1, 0}, others.get(1).values());
    assertArrayEquals(new float[] {1, 1, 1, 0, 0}, others.get(3).values());
  }

  @Test
  void answersToAYesOrNoQuestionAnnotateTheirSteps() {
    DataShape shape = new DataShape(Topology.ONE_TO_ONE, Channel.numbers(2), new Channel.YesNo(1));
    Inspector inspector =
        new Inspector(network("units: 3", shape), shape, List.of(), List.of("well", "ill"));
    List<SequenceExample> examples = new ArrayList<>();
    for (float answer : new float[] {0, 1, 1}) {
      examples.add(
          new SequenceExample(
              new Frames(new float[] {answer, 1}, 2), new Frames(new float[] {answer}, 1)));
    }
    Inspection inspection = inspector.inspect(examples);
    Annotation ill = inspection.annotations().get(3);
    assertEquals("label ill", ill.name());
    assertArrayEquals(new float[] {0, 1, 1}, ill.values());
    assertEquals(List.of("ill"), inspection.answers());
  }

  @Test
  void stepsAtWhichANetworkWritesAreAnnotated() {
    DataShape shape =
        new DataShape(Topology.DELAYED_MANY_TO_MANY, Channel.symbols(3), Channel.symbols(2));
    Inspector inspector =
        new Inspector(
            network("units: 3", shape), shape, List.of("one", "two", "six"), List.of("a", "b"));
    Inspection inspection =
        inspector.inspect(List.of(new SequenceExample(Symbols.of(0, 2), Symbols.of(1, 0, 1))));
    Annotation last = inspection.annotations().get(inspection.annotations().size() - 1);
    assertEquals("writing", last.name());
    assertArrayEquals(new float[] {0, 0, 1, 1, 1}, last.values());
    assertEquals(-1, inspection.unlabeled().labels()[2]);
    assertTrue(Double.isNaN(inspection.unlabeled().reading().meanLoss()));
  }

  @Test
  void framesAreNamedByTheirNumberAndCarryTheirLabels() {
    DataShape shape = new DataShape(Topology.MANY_TO_MANY, Channel.numbers(2), Channel.symbols(2));
    Inspector inspector =
        new Inspector(
            network("cell: rnn, units: 3, bidirectional: true", shape),
            shape,
            List.of(),
            List.of("up", "down"));
    Frames frames = new Frames(new float[] {1, 2, 3, 4, 5, 6}, 2);
    Inspection inspection =
        inspector.inspect(List.of(new SequenceExample(frames, Symbols.of(0, 1, 1))));
    assertEquals(List.of("1", "2", "3"), inspection.steps());
    assertArrayEquals(new float[] {0, 1, 1}, inspection.annotations().get(1).values());
  }

  @Test
  void parallelStreamsAreOneTextAgainCutWhereItIsLongEnough() {
    int[] ids = new Random(1).ints(103, 0, 5).toArray();
    ContiguousStreams plan = new ContiguousStreams(Symbols.of(ids), 4, 7);
    for (int most : new int[] {50, 1000}) {
      SequenceExample text = InspectedSequences.of(plan, TEXT, most).get(0);
      int length = Math.min(most, 102);
      assertEquals(length, text.input().length());
      for (int i = 0; i < length; i++) {
        assertEquals(ids[i], ((Symbols) text.input()).at(i));
        assertEquals(ids[i + 1], ((Symbols) text.labels()).at(i));
      }
    }
  }

  @Test
  void otherSequencesComeWholeAndAtLeastOne() {
    SequenceExample example = new SequenceExample(Symbols.of(0, 1, 2), Symbols.of(1, 2, 3));
    ShuffledExamples plan =
        ShuffledExamples.inOrder(List.of(example, example, example), Topology.MANY_TO_MANY, 2);
    assertEquals(1, InspectedSequences.of(plan, TEXT, 2).size());
    assertEquals(2, InspectedSequences.of(plan, TEXT, 8).size());
    assertEquals(3, InspectedSequences.of(plan, TEXT, 9).size());
  }

  @Test
  void thePageHoldsEveryNumberToAFiveHundredTenthOfItsRange() {
    Inspector inspector =
        new Inspector(network("cell: lstm, units: 4", TEXT), TEXT, LETTERS, LETTERS);
    Inspection inspection = inspector.inspect(Symbols.of(new Random(2).ints(90, 0, 5).toArray()));
    JsonNode page = InspectionJson.of(Map.of(), inspection, inspection.scores(1), "itself");
    LayerReading layer = inspection.reading().layers().get(0);
    JsonNode series = page.path("layers").path(0).path("series");
    List<UnitSeries> expected =
        List.of(
            layer.hidden(),
            layer.cell().orElseThrow(),
            layer.gates().get("input"),
            layer.gates().get("forget"),
            layer.gates().get("output"));
    assertEquals(expected.size(), series.size());
    for (int i = 0; i < expected.size(); i++) {
      byte[] data = Base64.getDecoder().decode(series.path(i).path("data").asText());
      assertEquals(4 * 90, data.length);
      for (int unit = 0; unit < 4; unit++) {
        double low = series.path(i).path("low").path(unit).asDouble();
        double high = series.path(i).path("high").path(unit).asDouble();
        for (int step = 0; step < 90; step++) {
          double value = low + (data[unit * 90 + step] & 0xff) * (high - low) / 255;
          assertEquals(expected.get(i).at(step, unit), value, (high - low) / 509);
        }
      }
    }
  }

  @Test
  void twentyThousandStepsOfFiveHundredTwelveUnitsStayBelowFifteenMegabytes() {
    int steps = 20_000;
    UnitSeries hidden = UnitSeries.empty(512, steps);
    Random random = new Random(1);
    for (int i = 0; i < hidden.values().length; i++) {
      hidden.values()[i] = random.nextFloat();
    }
    LayerReading layer =
        new LayerReading(
            "layer 1 (lstm)",
            Optional.empty(),
            false,
            hidden,
            Optional.of(hidden),
            Map.of("input", hidden, "forget", hidden, "output", hidden));
    StepPredictions predictions = StepPredictions.empty(steps, Inspector.PREDICTIONS);
    Inspection inspection =
        new Inspection(
            Collections.nCopies(steps, "\n"),
            List.of(0),
            true,
            new Reading(steps, List.of(layer), predictions, List.of()),
            new int[steps],
            LETTERS,
            List.of(),
            false,
            List.of(),
            List.of());
    UnitScores none = new UnitScores(List.of(), List.of());
    JsonNode page = InspectionJson.of(Map.of(), inspection, none, "nothing");
    int kept = page.path("layers").path(0).path("series").path(0).path("units").size();
    assertEquals(512, kept, "hidden states come before all else");
    int length = Page.html("inspect", "large", page).getBytes(StandardCharsets.UTF_8).length;
    assertTrue(length < 15_000_000, length + " bytes");
    assertTrue(length > 13_000_000, "" + length);
  }

  @Test
  void predictionsKeepTheLargestInTheirOrder() {
    StepPredictions predictions = StepPredictions.empty(2, 3);
    predictions.keep(1, new float[] {0.1f, 0.3f, 0.05f, 0.3f, 0.25f});
    assertArrayEquals(new int[] {-1, -1, -1, 1, 3, 4}, predictions.ids());
    assertArrayEquals(
        new float[] {0.3f, 0.3f, 0.25f}, Arrays.copyOfRange(predictions.values(), 3, 6));
  }
}
