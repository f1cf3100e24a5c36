package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;

/**
 * The state of an {@link EncoderDecoder} that goes step by step, as DL4J carries it between calls:
 * all that a row has, in arrays whose dimension 0 is the row. Whoever picks the same rows of every
 * array, some of them more than once, goes on with those.
 */
public final class EncoderDecoderState {
  /** {@code [row, 1]}: which of the encoded sources a row looks at. */
  public static final String SOURCE = "source";

  /** {@code [row, unit]}: what the decoder gave last, where it reads that. */
  public static final String GIVEN = "given";

  private EncoderDecoderState() {}

  /** {@code [row, unit]}: the hidden state of a layer of the decoder, 0 the lowest. */
  public static String hidden(int layer) {
    return StateMap.HIDDEN + layer;
  }

  /** {@code [row, unit]}: likewise its cell state, of an LSTM. */
  public static String cell(int layer) {
    return StateMap.CELL + layer;
  }

  /** The states of the decoder's layers. */
  static List<RecurrentState> layers(Map<String, INDArray> state, List<RecurrentCell> decoder) {
    List<RecurrentState> layers = new ArrayList<>();
    for (int i = 0; i < decoder.size(); i++) {
      layers.add(new RecurrentState(state.get(hidden(i)), state.get(cell(i))));
    }
    return layers;
  }

  static void putLayers(List<RecurrentState> layers, Map<String, INDArray> state) {
    for (int i = 0; i < layers.size(); i++) {
      state.put(hidden(i), layers.get(i).hidden());
      if (layers.get(i).cell() != null) {
        state.put(cell(i), layers.get(i).cell());
      }
    }
  }

  /**
   * @throws IllegalStateException if the state is not one of so many rows
   */
  static void requireRows(
      Map<String, INDArray> state, EncoderDecoder layer, long rows, String name) {
    Map<String, Long> widths = new LinkedHashMap<>();
    widths.put(SOURCE, 1L);
    for (int i = 0; i < layer.getDecoder().size(); i++) {
      RecurrentCell cell = layer.getDecoder().get(i);
      widths.put(hidden(i), cell.getNOut());
      if (cell.cell().hasCellState()) {
        widths.put(cell(i), cell.getNOut());
      }
    }
    if (layer.isInputFeeding()) {
      widths.put(GIVEN, layer.getNOut());
    }
    widths.forEach(
        (key, width) -> {
          long[] shape = state.containsKey(key) ? state.get(key).shape() : null;
          if (!Arrays.equals(shape, new long[] {rows, width})) {
            throw new IllegalStateException(
                "%s: state \"%s\": expected [%d, %d] for an input of %d rows, got %s"
                    .formatted(
                        name,
                        key,
                        rows,
                        width,
                        rows,
                        shape == null ? "none" : Arrays.toString(shape)));
          }
        });
  }
}
