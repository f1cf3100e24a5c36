package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.CellWeights;
import unroll.layers.kernel.GateTape;
import unroll.layers.kernel.LayerInput;
import unroll.layers.kernel.SourceTarget;
import unroll.layers.kernel.StepOrder;

/**
 * A look at every layer of the stacks of an {@link EncoderDecoder}: reads a batch anew, without
 * dropout, and leaves the layer as it is.
 */
public final class EncoderDecoderReplay {
  private static final StackPass.Moment NOW = new StackPass.Moment(false, 0, 0);

  private final EncoderDecoder configuration;
  private final EncoderDecoderArrays weights;
  private final DataType type;
  private final INDArray mask;
  private final INDArray matrix;
  private final int time;
  private final int batch;

  /**
   * What a layer of a stack did.
   *
   * @param isDecoder whether it is of the stack that writes
   * @param place in its stack, from 0
   * @param prefix what stands in front of the keys of its parameters
   * @param input {@code [time * batch, input]}
   * @param initial the states before the first step, one a direction; empty: zeros
   * @param tapes of its steps, one a direction
   */
  public record StackLayer(
      boolean isDecoder,
      int place,
      String prefix,
      RecurrentCell cell,
      INDArray input,
      List<RecurrentState> initial,
      List<GateTape> tapes) {}

  private EncoderDecoderReplay(ActiveEncoderDecoder layer, INDArray input, INDArray mask) {
    this.configuration = (EncoderDecoder) layer.conf().getLayer();
    this.weights =
        new EncoderDecoderArrays(
            configuration,
            key ->
                layer.getParam(key) == null
                    ? null
                    : ActiveRecurrentLayer.inOrder(layer.getParam(key)));
    this.type = layer.params().dataType();
    this.mask = mask;
    this.matrix = TimeMajor.matrix(input, type);
    this.time = (int) input.size(2);
    this.batch = (int) input.size(0);
  }

  /**
   * Reads a batch.
   *
   * @param input {@code [batch, input, time]}
   * @param mask {@code [batch, time]} that tells source from target
   * @param output what the layer gives for them, {@code [batch, unit, time]}
   * @return the encoder's layers from the input up, then the decoder's
   */
  public static List<StackLayer> of(
      ActiveEncoderDecoder layer, INDArray input, INDArray mask, INDArray output) {
    return new EncoderDecoderReplay(layer, input, mask).layers(output);
  }

  private List<StackLayer> layers(INDArray output) {
    INDArray sources = mask.eq(EncoderDecoder.SOURCE).castTo(type);
    INDArray targets = mask.eq(EncoderDecoder.TARGET).castTo(type);
    List<StackLayer> layers = new ArrayList<>();
    read(false, matrix, sources, List.of(), layers);
    List<List<RecurrentState>> initial = initial(sources).stream().map(List::of).toList();
    INDArray input =
        configuration.isInputFeeding() ? Nd4j.concat(1, matrix, given(output)) : matrix;
    read(true, input, targets, initial, layers);
    return layers;
  }

  private List<RecurrentState> initial(INDArray sources) {
    StackPass encoder = new StackPass(configuration.getEncoder(), type, "EncoderDecoder");
    encoder.forward(
        matrix,
        time,
        batch,
        sources,
        weights.encoder(),
        List.of(),
        NOW,
        LayerWorkspaceMgr.noWorkspaces());
    return new Bridges(configuration).forward(encoder.finalStates(), weights);
  }

  /** What was given at the target step before, zeros at the first. */
  private INDArray given(INDArray output) {
    INDArray all = TimeMajor.matrix(output, type);
    INDArray given = all.like();
    for (int[] places : SourceTarget.of(mask).targets()) {
      for (int step = 1; step < places.length; step++) {
        given.putRow(places[step], all.getRow(places[step - 1]));
      }
    }
    return given;
  }

  private void read(
      boolean isDecoder,
      INDArray input,
      INDArray steps,
      List<List<RecurrentState>> initial,
      List<StackLayer> layers) {
    List<RecurrentCell> cells = isDecoder ? configuration.getDecoder() : configuration.getEncoder();
    List<List<CellWeights>> own = isDecoder ? weights.decoder() : weights.encoder();
    String stack = isDecoder ? EncoderDecoderParameters.DECODER : EncoderDecoderParameters.ENCODER;
    INDArray below = input;
    for (int place = 0; place < cells.size(); place++) {
      List<RecurrentState> before = initial.isEmpty() ? List.of() : initial.get(place);
      List<GateTape> tapes = new ArrayList<>();
      for (int direction = 0; direction < own.get(place).size(); direction++) {
        tapes.add(
            GateTape.read(
                cells.get(place).cell(),
                new LayerInput.Frames(below),
                StepOrder.of(steps, batch, time, direction == 1),
                own.get(place).get(direction),
                before.isEmpty() ? null : before.get(direction)));
      }
      String prefix = EncoderDecoderParameters.prefix(stack, place);
      layers.add(new StackLayer(isDecoder, place, prefix, cells.get(place), below, before, tapes));
      below = above(tapes);
    }
  }

  /** The states of all directions side by side, {@code [time * batch, output]}. */
  private INDArray above(List<GateTape> tapes) {
    INDArray[] directions = new INDArray[tapes.size()];
    for (int direction = 0; direction < directions.length; direction++) {
      GateTape tape = tapes.get(direction);
      INDArray all =
          Nd4j.create(type, new long[] {(long) time * batch, tape.hidden().size(1)}, 'c');
      int[] places = tape.order().places();
      for (int line = 0; line < places.length; line++) {
        all.putRow(places[line], tape.hidden().getRow(line));
      }
      directions[direction] = all;
    }
    return directions.length == 1 ? directions[0] : Nd4j.concat(1, directions);
  }
}
