package unroll.training;

import static unroll.training.BrokenTraining.FRAMES;
import static unroll.training.BrokenTraining.PICTURES;
import static unroll.training.BrokenTraining.TEXT;
import static unroll.training.BrokenTraining.assertChange;
import static unroll.training.BrokenTraining.assertFirst;
import static unroll.training.BrokenTraining.batch;
import static unroll.training.BrokenTraining.diagnosis;
import static unroll.training.BrokenTraining.healthy;
import static unroll.training.BrokenTraining.network;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.network.RecurrentNetwork;

/** Every parameter that is broken before a step must be named. */
class BrokenParameterTest {
  /** Every parameter of every layer in turn, NaN and infinite. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cell: rnn, units: 5, layers: 2",
        "cell: lstm, units: 5, layers: 2",
        "cell: gru, units: 5, layers: 3",
        "cell: lstm, units: 4, layers: 2, kernel: portable, precision: double",
      })
  void namesTheParameterThatIsNoNumber(String keys) {
    Map<String, String> names =
        Map.of(
            "W", "input weights",
            "RW", "recurrent weights",
            "b", "bias",
            "rb", "recurrent bias");
    RecurrentNetwork network = network(FRAMES, keys);
    String cell = keys.substring(6, keys.indexOf(','));
    INDArray sound = network.dl4j().params().dup();
    DataSet batch = healthy(FRAMES);
    for (double wrong : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      for (String key : network.dl4j().paramTable().keySet()) {
        network.dl4j().params().assign(sound);
        INDArray parameter = network.dl4j().getParam(key);
        parameter.reshape(parameter.length()).putScalar(parameter.length() / 2, wrong);
        int layer = Integer.parseInt(key.substring(0, key.indexOf('_')));
        String name = key.substring(key.indexOf('_') + 1);
        boolean isOutput = layer == network.dl4j().getnLayers() - 1;
        String place =
            isOutput
                ? "output layer, " + (name.equals("W") ? "weights" : "bias")
                : "layer %d (%s), %s".formatted(layer + 1, cell, names.get(name));
        String text = diagnosis(network, batch, 0.1);
        assertFirst("the parameters, before this step: " + place + " (not finite: 1 of", text);
        assertChange("the model", text);
      }
    }
  }

  @Test
  void namesParametersOfBothDirectionsAnEmbeddingAndAnEncoder() {
    Map<String, String> places =
        Map.of(
            "0_W", "input embedding, vectors",
            "1_fRW", "layer 1 (gru), forward recurrent weights",
            "1_bb", "layer 1 (gru), backward bias",
            "2_brb", "layer 2 (gru), backward recurrent bias");
    places.forEach(
        (key, place) -> {
          RecurrentNetwork network =
              network(TEXT, "cell: gru, units: 4, layers: 2, embedding: 3, bidirectional: true");
          network.dl4j().getParam(key).reshape(-1).putScalar(1, Float.NaN);
          assertFirst(
              "the parameters, before this step: " + place, diagnosis(network, healthy(TEXT), 0.1));
        });
    Map<String, String> ofEncoder =
        Map.of(
            "0_cW0", "frame encoder, weights of convolution 1",
            "0_hb0", "frame encoder, bias of dense layer 1",
            "0_W", "frame encoder, weights",
            "1_RW", "layer 1 (lstm), recurrent weights");
    ofEncoder.forEach(
        (key, place) -> {
          RecurrentNetwork network =
              network(
                  PICTURES,
                  "units: 4, embedding: 3, encoder: {convolutions: [{filters: 2}], hidden: [5]}");
          network.dl4j().getParam(key).reshape(-1).putScalar(0, Float.NaN);
          assertFirst(
              "the parameters, before this step: " + place + " (not finite: 1 of",
              diagnosis(network, healthy(PICTURES), 0.1));
        });
  }

  @Test
  void findsAParameterThatThisBatchDoesNotUse() {
    RecurrentNetwork network = network(TEXT, "units: 4");
    network.dl4j().getParam("0_W").putScalar(3, 0, Float.NaN);
    DataSet batch =
        batch(TEXT, List.of(new SequenceExample(Symbols.of(0, 1, 2), Symbols.of(1, 2, 0))));
    assertFirst(
        "the parameters, before this step: layer 1 (lstm), input weights (not finite: 1 of",
        diagnosis(network, batch, 0.1));
  }
}
