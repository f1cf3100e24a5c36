package unroll.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.Cell;
import unroll.layers.kernel.GateTape;
import unroll.layers.runtime.EncoderDecoderReplay;

/**
 * What a recurrent layer made of a batch: one of the network's own, or one of the stacks within an
 * encoder and decoder.
 *
 * @param name such as {@code layer 2 (lstm)} or {@code decoder layer 1 (lstm)}
 * @param stack empty of a network's own
 * @param parameters finds them by the keys that the cell has alone
 * @param input {@code [batch, feature, time]}, ids of symbols, or within a stack {@code [time *
 *     batch, feature]}
 * @param tapes one a direction
 */
public record RecurrentReading(
    String name,
    Optional<Stack> stack,
    RecurrentCell cell,
    Function<String, INDArray> parameters,
    INDArray input,
    List<GateTape> tapes) {
  public static final String ENCODER = "encoder";
  public static final String DECODER = "decoder";

  /**
   * Where in an encoder and decoder a layer stands.
   *
   * @param initial what it goes on from, one a direction; empty: zeros
   */
  public record Stack(boolean isDecoder, List<RecurrentState> initial) {
    /** What a batch's mask says of the steps that the stack reads. */
    public int step() {
      return isDecoder ? EncoderDecoder.TARGET : EncoderDecoder.SOURCE;
    }

    public String name() {
      return isDecoder ? DECODER : ENCODER;
    }
  }

  static RecurrentReading of(NamedLayer layer, INDArray input, List<GateTape> tapes) {
    return new RecurrentReading(
        layer.name(),
        Optional.empty(),
        (RecurrentCell) layer.layer().conf().getLayer(),
        layer.layer()::getParam,
        input,
        tapes);
  }

  static RecurrentReading of(NamedLayer stacks, EncoderDecoderReplay.StackLayer layer) {
    Stack stack = new Stack(layer.isDecoder(), layer.initial());
    return new RecurrentReading(
        "%s layer %d (%s)"
            .formatted(stack.name(), layer.place() + 1, NamedLayer.kind(layer.cell())),
        Optional.of(stack),
        layer.cell(),
        key -> stacks.layer().getParam(layer.prefix() + key),
        layer.input(),
        layer.tapes());
  }

  /** Whether its functions have flat ends: all but relu. */
  public boolean canSaturate() {
    return cell.cell() != Cell.RELU_RNN;
  }
}
