package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentState;

/** The bridges of an {@link EncoderDecoder}, one to every layer of its decoder. */
final class Bridges {
  private final EncoderDecoder layer;
  private final List<Bridge> bridges = new ArrayList<>();

  Bridges(EncoderDecoder layer) {
    this.layer = layer;
    layer.getDecoder().forEach(each -> bridges.add(new Bridge()));
  }

  /**
   * @param ended how the encoder ended, one a layer and direction
   * @return how the decoder begins, one a layer
   */
  List<RecurrentState> forward(List<List<RecurrentState>> ended, EncoderDecoderArrays weights) {
    List<RecurrentState> initial = new ArrayList<>();
    for (int i = 0; i < bridges.size(); i++) {
      initial.add(bridges.get(i).forward(ended.get(from(i)), weights.bridge(i)));
    }
    return initial;
  }

  private int from(int decoderLayer) {
    return EncoderDecoderParameters.encoderIndex(layer, decoderLayer);
  }

  /**
   * Goes back through the newest pass.
   *
   * @param ofInitial gradients of how the decoder began
   * @param gradients are overwritten
   * @return gradients of how the encoder ended, one a layer and direction; none of a layer that no
   *     bridge comes from
   */
  List<List<RecurrentState>> backward(
      List<RecurrentState> ofInitial,
      EncoderDecoderArrays weights,
      EncoderDecoderArrays gradients) {
    List<List<RecurrentState>> ofFinal = new ArrayList<>();
    layer.getEncoder().forEach(each -> ofFinal.add(List.of()));
    for (int i = 0; i < bridges.size(); i++) {
      int directions = RecurrentParameters.directions(layer.getEncoder().get(from(i))).size();
      List<RecurrentState> part =
          bridges
              .get(i)
              .backward(ofInitial.get(i), weights.bridge(i), gradients.bridge(i), directions);
      ofFinal.set(from(i), sum(ofFinal.get(from(i)), part));
    }
    return ofFinal;
  }

  private static List<RecurrentState> sum(List<RecurrentState> some, List<RecurrentState> more) {
    if (some.isEmpty()) {
      return more;
    }
    List<RecurrentState> sums = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      INDArray cell = some.get(i).cell();
      sums.add(
          new RecurrentState(
              some.get(i).hidden().add(more.get(i).hidden()),
              cell == null ? null : cell.add(more.get(i).cell())));
    }
    return sums;
  }
}
