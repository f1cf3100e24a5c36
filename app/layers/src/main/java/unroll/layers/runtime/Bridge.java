package unroll.layers.runtime;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import unroll.layers.RecurrentState;

/**
 * Begins a layer of a decoder with what a layer of the encoder ended with: {@code tanh(W h + b)},
 * and {@code W c + b} for the cell state of an LSTM.
 */
final class Bridge {
  private RecurrentState ended;
  private INDArray hidden;

  /**
   * Parameters of a bridge, or their gradients.
   *
   * @param hidden {@code [state, unit]}
   * @param cell likewise for the cell state, null for other cells than LSTM; {@code cellBias} too
   */
  record Weights(INDArray hidden, INDArray hiddenBias, INDArray cell, INDArray cellBias) {}

  /**
   * @param directions how the encoder's layer ended, one a direction
   * @return how the decoder's begins
   */
  RecurrentState forward(List<RecurrentState> directions, Weights weights) {
    ended = joined(directions);
    hidden = Transforms.tanh(dense(ended.hidden(), weights.hidden(), weights.hiddenBias()), false);
    INDArray cell =
        ended.cell() == null ? null : dense(ended.cell(), weights.cell(), weights.cellBias());
    return new RecurrentState(hidden, cell);
  }

  private static RecurrentState joined(List<RecurrentState> directions) {
    if (directions.size() == 1) {
      return directions.get(0);
    }
    RecurrentState forward = directions.get(0);
    RecurrentState backward = directions.get(1);
    return new RecurrentState(
        Nd4j.concat(1, forward.hidden(), backward.hidden()),
        forward.cell() == null ? null : Nd4j.concat(1, forward.cell(), backward.cell()));
  }

  private static INDArray dense(INDArray input, INDArray weights, INDArray bias) {
    return input.mmul(weights).addiRowVector(bias.reshape(1, bias.length()));
  }

  /**
   * Goes back through the newest pass.
   *
   * @param gradient of how the decoder's layer began
   * @param gradients are overwritten
   * @param directions of the encoder's layer
   * @return gradients of how the encoder's layer ended, one a direction
   */
  List<RecurrentState> backward(
      RecurrentState gradient, Weights weights, Weights gradients, int directions) {
    INDArray ofSum = gradient.hidden().mul(hidden.mul(hidden).rsubi(1));
    INDArray ofHidden =
        back(ofSum, ended.hidden(), weights.hidden(), gradients.hidden(), gradients.hiddenBias());
    INDArray ofCell =
        ended.cell() == null
            ? null
            : back(
                gradient.cell(),
                ended.cell(),
                weights.cell(),
                gradients.cell(),
                gradients.cellBias());
    if (directions == 1) {
      return List.of(new RecurrentState(ofHidden, ofCell));
    }
    return List.of(half(ofHidden, ofCell, 0), half(ofHidden, ofCell, 1));
  }

  private static INDArray back(
      INDArray ofSum,
      INDArray input,
      INDArray weights,
      INDArray weightGradient,
      INDArray biasGradient) {
    weightGradient.assign(input.transpose().mmul(ofSum));
    biasGradient.assign(ofSum.sum(0).reshape(biasGradient.shape()));
    return ofSum.mmul(weights.transpose());
  }

  private static RecurrentState half(INDArray hidden, INDArray cell, int direction) {
    return new RecurrentState(
        columns(hidden, direction), cell == null ? null : columns(cell, direction));
  }

  private static INDArray columns(INDArray both, int direction) {
    long units = both.size(1) / 2;
    return both.get(
            NDArrayIndex.all(), NDArrayIndex.interval(direction * units, (direction + 1) * units))
        .dup('c');
  }
}
