package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.kernel.AttentionWeights;
import unroll.layers.kernel.CellWeights;
import unroll.layers.kernel.FedDecoder;

/**
 * The parameters of an {@link EncoderDecoder}, or their gradients, as its parts want them.
 *
 * @param find an array by its key of {@link EncoderDecoderParameters}; null if there is none
 */
record EncoderDecoderArrays(EncoderDecoder layer, Function<String, INDArray> find) {
  /** Of the encoder, one a layer and direction. */
  List<List<CellWeights>> encoder() {
    return stack(EncoderDecoderParameters.ENCODER, layer.getEncoder());
  }

  /** Of the decoder, one a layer and direction. */
  List<List<CellWeights>> decoder() {
    return stack(EncoderDecoderParameters.DECODER, layer.getDecoder());
  }

  private List<List<CellWeights>> stack(String stack, List<RecurrentCell> layers) {
    List<List<CellWeights>> weights = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      RecurrentCell cell = layers.get(i);
      String prefix = EncoderDecoderParameters.prefix(stack, i);
      weights.add(
          RecurrentParameters.directions(cell).stream()
              .map(direction -> RecurrentParameters.weights(cell, prefix + direction, find))
              .toList());
    }
    return weights;
  }

  /** Of the bridge to a layer of the decoder. */
  Bridge.Weights bridge(int decoderLayer) {
    String hidden = EncoderDecoderParameters.HIDDEN_BRIDGE + decoderLayer;
    String cell = EncoderDecoderParameters.CELL_BRIDGE + decoderLayer;
    return new Bridge.Weights(
        find.apply(hidden + EncoderDecoderParameters.WEIGHTS),
        find.apply(hidden + EncoderDecoderParameters.BIAS),
        find.apply(cell + EncoderDecoderParameters.WEIGHTS),
        find.apply(cell + EncoderDecoderParameters.BIAS));
  }

  /** Of a decoder with input feeding. */
  FedDecoder.Weights fed() {
    return new FedDecoder.Weights(
        decoder().stream().map(directions -> directions.get(0)).toList(), attention());
  }

  AttentionWeights attention() {
    return new AttentionWeights(
        find.apply(EncoderDecoderParameters.GENERAL),
        find.apply(EncoderDecoderParameters.QUERY),
        find.apply(EncoderDecoderParameters.KEY),
        find.apply(EncoderDecoderParameters.SCORE),
        find.apply(EncoderDecoderParameters.COMBINATION + EncoderDecoderParameters.WEIGHTS),
        find.apply(EncoderDecoderParameters.COMBINATION + EncoderDecoderParameters.BIAS));
  }
}
