package unroll.layers.runtime;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.RecurrentCell;

/** Says what is wrong with an input before any arithmetic is done on it. */
final class InputCheck {
  private InputCheck() {}

  /**
   * @param mask null for none
   * @throws IllegalArgumentException if a shape does not fit; the message begins with {@code name}
   */
  static void requireRight(INDArray input, INDArray mask, RecurrentCell layer, String name) {
    if (input.rank() != 3) {
      throw new IllegalArgumentException(
          "%s: input: expected [batch, %s, time], got %s"
              .formatted(name, inputSize(layer), Arrays.toString(input.shape())));
    }
    long expected = layer.isSymbolInput() ? 1 : layer.getNIn();
    if (input.size(1) != expected) {
      throw new IllegalArgumentException(
          "%s: nIn: expected input [batch, %s, time], got %s"
              .formatted(name, inputSize(layer), Arrays.toString(input.shape())));
    }
    if (mask != null
        && (mask.rank() != 2 || mask.size(0) != input.size(0) || mask.size(1) != input.size(2))) {
      throw new IllegalArgumentException(
          "%s: mask: expected [%d, %d] for input %s, got %s"
              .formatted(
                  name,
                  input.size(0),
                  input.size(2),
                  Arrays.toString(input.shape()),
                  Arrays.toString(mask.shape())));
    }
  }

  private static String inputSize(RecurrentCell layer) {
    return layer.isSymbolInput() ? "1 (ids)" : String.valueOf(layer.getNIn());
  }

  /**
   * @throws IllegalArgumentException if a state is of another batch or layer
   */
  static void requireState(INDArray state, long batch, RecurrentCell layer, String name) {
    if (state.rank() != 2 || state.size(0) != batch || state.size(1) != layer.getNOut()) {
      throw new IllegalArgumentException(
          ("%s: state: expected [%d, %d], got %s; clear the state between batches of different"
                  + " sizes")
              .formatted(name, batch, layer.getNOut(), Arrays.toString(state.shape())));
    }
  }
}
