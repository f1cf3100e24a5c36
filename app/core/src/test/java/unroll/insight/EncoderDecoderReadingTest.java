package unroll.insight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.data.Alignment;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.layers.runtime.EncoderDecoderState;
import unroll.network.NamedLayer;
import unroll.network.RecurrentNetwork;

/** What is seen of an encoder and decoder is what it does. */
class EncoderDecoderReadingTest {
  private static final int SOURCES = 5;
  private static final List<String> INPUTS =
      List.of("a", "b", "c", "d", "e", "W", "X", "Y", "<end>");
  private static final List<String> LABELS = List.of("W", "X", "Y", "<end>");
  private static final DataShape SHAPE =
      new DataShape(
          Topology.ENCODER_DECODER,
          Channel.symbols(INPUTS.size()),
          Channel.symbols(LABELS.size()),
          OptionalInt.of(SOURCES));
  private static final SequenceExample FIRST =
      new SequenceExample(Symbols.of(0, 3, 1, 4), Symbols.of(1, 2, 3));
  private static final SequenceExample SECOND =
      new SequenceExample(Symbols.of(2), Symbols.of(0, 3));

  private static RecurrentNetwork network(String keys) {
    return UnevenNetworks.network("embedding: 3, units: 6, " + keys, SHAPE);
  }

  private static Inspection inspection(RecurrentNetwork network, SequenceExample... examples) {
    return new Inspector(network, SHAPE, INPUTS, LABELS).inspect(List.of(examples));
  }

  private static float[] at(UnitSeries series, int step) {
    float[] values = new float[series.units()];
    for (int unit = 0; unit < values.length; unit++) {
      values[unit] = series.at(step, unit);
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cell: lstm",
        "cell: gru, layers: 2, bidirectional: true",
        "cell: lstm, layers: 2, decoder: {attention: dot}",
        "cell: gru, decoder: {attention: general, layers: 2, units: 4}",
        "cell: rnn, bidirectional: true, decoder: {attention: additive}",
        "cell: lstm, layers: 2, bidirectional: true,"
            + " decoder: {attention: additive, input-feeding: true, units: 5}"
      })
  void theDecodersStatesAndLooksAreThoseOfItsSteps(String keys) {
    RecurrentNetwork network = network(keys);
    Inspection inspection = inspection(network, FIRST, SECOND);
    List<LayerReading> layers = inspection.reading().layers();
    List<LayerReading> decoder =
        layers.stream()
            .filter(layer -> layer.stack().orElseThrow().name().equals("decoder"))
            .toList();
    assertEquals(keys.contains("layers: 2") ? 2 : 1, decoder.size());
    assertTrue(layers.get(0).name().startsWith("encoder layer 1 ("), layers.get(0).name());
    assertTrue(decoder.get(0).name().startsWith("decoder layer 1 ("), decoder.get(0).name());
    assertEquals(List.of(4, 8), inspection.targetStarts());
    int place =
        NamedLayer.of(network.dl4j()).stream()
            .filter(layer -> layer.name().equals("encoder and decoder"))
            .findFirst()
            .orElseThrow()
            .index();
    for (int row = 0; row < 2; row++) {
      int start = inspection.starts().get(row);
      int target = inspection.targetStarts().get(row);
      INDArray features = inspection.rows().get(row).getFeatures();
      network.encode(SequenceReader.steps(features, 0, target - start), null);
      for (int step = target; step < inspection.end(row); step++) {
        int at = step - start;
        network.step(SequenceReader.steps(features, at, at + 1));
        Map<String, INDArray> state = network.dl4j().rnnGetPreviousState(place);
        for (int layer = 0; layer < decoder.size(); layer++) {
          assertArrayEquals(
              state.get(EncoderDecoderState.hidden(layer)).getRow(0).toFloatVector(),
              at(decoder.get(layer).hidden(), step),
              1e-5f);
          if (decoder.get(layer).cell().isPresent()) {
            assertArrayEquals(
                state.get(EncoderDecoderState.cell(layer)).getRow(0).toFloatVector(),
                at(decoder.get(layer).cell().get(), step),
                1e-5f);
          }
        }
        if (keys.contains("attention")) {
          Alignment alignment = inspection.alignments().get(row);
          assertArrayEquals(
              network.alignment().orElseThrow().getRow(0).toFloatVector(),
              alignment.weights()[step - target],
              1e-5f);
        }
      }
    }
  }

  @Test
  void aMapNamesWhatWasReadAndWhatWasToBeWritten() {
    RecurrentNetwork network = network("cell: gru, decoder: {attention: additive}");
    List<Alignment> alignments = inspection(network, FIRST, SECOND).alignments();
    assertEquals(List.of("a", "d", "b", "e"), alignments.get(0).source());
    assertEquals(List.of("X", "Y", "<end>"), alignments.get(0).target());
    assertEquals(List.of("c"), alignments.get(1).source());
    assertEquals(1, alignments.get(1).weights()[0][0], 1e-6, "there is nothing else to look at");
    assertEquals(
        alignments.get(0).source(),
        inspection(network, FIRST).unlabeled().alignments().get(0).source());
    assertEquals(List.of(), inspection(network("cell: gru"), FIRST).alignments());
  }

  @Test
  void cellsAndGatesOfTheEncoderFitItsStatesAndNothingIsSaidOfStepsItDoesNotRead() {
    RecurrentNetwork network = network("cell: lstm, layers: 2, bidirectional: true");
    Inspection inspection = inspection(network, FIRST);
    for (LayerReading layer : inspection.reading().layers()) {
      boolean isEncoder = layer.stack().orElseThrow().name().equals("encoder");
      for (int step = 0; step < 7; step++) {
        boolean isRead = isEncoder == step < 4;
        assertEquals(isRead, layer.stack().get().steps()[step]);
        for (int unit = 0; unit < layer.hidden().units(); unit++) {
          double cell = layer.cell().orElseThrow().at(step, unit);
          double open = layer.gates().get("output").at(step, unit);
          double hidden = layer.hidden().at(step, unit);
          assertEquals(open * Math.tanh(cell), hidden, 1e-5);
          assertEquals(isRead, hidden != 0);
        }
      }
      int[] places = layer.places();
      assertEquals(isEncoder ? 4 : 3, places.length);
      GateSaturation saturation = GateSaturation.of(layer).get("forget");
      int shut = 0;
      for (int step : places) {
        shut += layer.gates().get("forget").at(step, 0) < 0.1 ? 1 : 0;
      }
      assertEquals((double) shut / places.length, saturation.left()[0], 1e-6);
    }
  }

  @Test
  void answersStandAtTheStepsOfTheDecoder() {
    RecurrentNetwork network = network("cell: gru, decoder: {attention: dot}");
    Inspection inspection = inspection(network, FIRST);
    INDArray output = network.output(inspection.rows().get(0));
    StepPredictions predictions = inspection.reading().predictions();
    for (int step = 0; step < 7; step++) {
      assertEquals(step < 4, predictions.id(step, 0) < 0, "step " + step);
    }
    for (int step = 4; step < 7; step++) {
      int best = predictions.id(step, 0);
      assertEquals(output.getDouble(0, best, step), predictions.value(step, 0), 1e-6);
    }
  }

  @Test
  void unitsOfAStackAreMeasuredOnItsOwnSteps() {
    Random random = new Random(2);
    List<SequenceExample> examples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int[] source = random.ints(2 + random.nextInt(5), 0, SOURCES).toArray();
      int[] target = random.ints(3 + random.nextInt(4), 0, 3).toArray();
      target[target.length - 1] = 3;
      examples.add(new SequenceExample(Symbols.of(source), Symbols.of(target)));
    }
    RecurrentNetwork network = network("cell: lstm, decoder: {attention: general}");
    Inspection inspection = new Inspector(network, SHAPE, INPUTS, LABELS).inspect(examples);
    UnitScores scores = inspection.scores(1);
    List<UnitTrack> tracks = UnitTrack.of(inspection.reading().layers());
    assertFalse(scores.scored().isEmpty());
    for (AnnotationScores of : scores.scored()) {
      String stack = of.annotation().name().split(":")[0];
      for (UnitScore score : of.ranked()) {
        int layer = tracks.get(score.track()).layer();
        assertEquals(stack, inspection.reading().layers().get(layer).stack().get().name());
      }
    }
    Annotation position =
        scores.scored().stream()
            .map(AnnotationScores::annotation)
            .filter(one -> one.name().equals("decoder: position in the sequence"))
            .findFirst()
            .orElseThrow();
    assertEquals(0, position.values()[0], "counted from where the target begins");
    assertEquals(1, position.values()[1]);
  }
}
