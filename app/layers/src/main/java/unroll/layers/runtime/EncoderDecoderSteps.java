package unroll.layers.runtime;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.AttentionKernel;
import unroll.layers.kernel.FedDecoder;
import unroll.layers.kernel.SourceTarget;
import unroll.layers.kernel.StepOrder;

/**
 * An {@link EncoderDecoder} that reads sources once and then writes their targets step by step. It
 * has passes of its own, so a whole pass before its backward pass is not disturbed.
 */
final class EncoderDecoderSteps {
  private static final StackPass.Moment NOW = new StackPass.Moment(false, 0, 0);

  private final EncoderDecoder layer;
  private final DataType type;
  private final String name;
  private final StackPass encoder;
  private final StackPass decoder;
  private final Bridges bridges;
  private final AttentionKernel looking;
  private final FedDecoder fed;

  private int[][] sources;
  private INDArray encoded;
  private INDArray alignment;

  /**
   * @param name of the layer, for messages
   */
  EncoderDecoderSteps(EncoderDecoder layer, DataType type, String name) {
    this.layer = layer;
    this.type = type;
    this.name = name;
    this.encoder = new StackPass(layer.getEncoder(), type, "EncoderDecoder");
    this.decoder = new StackPass(layer.getDecoder(), type, "EncoderDecoder");
    this.bridges = new Bridges(layer);
    this.looking = EncoderDecoderPass.looking(layer, type);
    this.fed = EncoderDecoderPass.fed(layer, type);
  }

  /**
   * Reads sources.
   *
   * @param input {@code [batch, input, time]}
   * @param mask {@code [batch, time]}, 0 where there is no source step
   * @param state gets what the decoder begins with
   */
  void encode(
      INDArray input, INDArray mask, EncoderDecoderArrays weights, Map<String, INDArray> state) {
    int batch = (int) input.size(0);
    int time = (int) input.size(2);
    encoded =
        encoder.forward(
            TimeMajor.matrix(input, type),
            time,
            batch,
            mask,
            weights.encoder(),
            List.of(),
            NOW,
            LayerWorkspaceMgr.noWorkspaces());
    sources = SourceTarget.of(mask.neq(0).castTo(type).muli(EncoderDecoder.SOURCE)).sources();
    if (looking != null) {
      looking.read(encoded, sources, weights.attention());
    }
    if (fed != null) {
      fed.read(encoded, sources, weights.fed());
    } else {
      decoder.hold(weights.decoder());
    }
    alignment = null;
    state.clear();
    EncoderDecoderState.putLayers(bridges.forward(encoder.finalStates(), weights), state);
    state.put(EncoderDecoderState.SOURCE, Nd4j.arange(batch).castTo(type).reshape(batch, 1));
    if (fed != null) {
      state.put(EncoderDecoderState.GIVEN, Nd4j.create(type, batch, layer.getNOut()));
    }
  }

  /**
   * Goes on from a state.
   *
   * @param input {@code [row, input, time]}
   * @param state gets what the next step goes on from
   * @return {@code [row, unit, time]}
   * @throws IllegalStateException if the state is of other rows
   */
  INDArray step(
      INDArray input,
      EncoderDecoderArrays weights,
      Map<String, INDArray> state,
      LayerWorkspaceMgr workspaces) {
    int rows = (int) input.size(0);
    int time = (int) input.size(2);
    EncoderDecoderState.requireRows(state, layer, rows, name);
    int[] sourceOf = sourcesOf(state.get(EncoderDecoderState.SOURCE));
    INDArray matrix = TimeMajor.matrix(input, type);
    INDArray output =
        fed == null
            ? decode(matrix, sourceOf, weights, state, workspaces)
            : decodeFed(matrix, sourceOf, state, workspaces);
    alignment = newestAlignment(sourceOf, time);
    return TimeMajor.view(output, time, rows);
  }

  private int[] sourcesOf(INDArray numbers) {
    int[] own = new int[(int) numbers.length()];
    for (int row = 0; row < own.length; row++) {
      int source = numbers.getInt(row, 0);
      if (source < 0 || source >= sources.length) {
        throw new IllegalStateException(
            "%s: state \"%s\": expected one of %d encoded sources, got %d"
                .formatted(name, EncoderDecoderState.SOURCE, sources.length, source));
      }
      own[row] = source;
    }
    return own;
  }

  private INDArray decode(
      INDArray matrix,
      int[] sourceOf,
      EncoderDecoderArrays weights,
      Map<String, INDArray> state,
      LayerWorkspaceMgr workspaces) {
    int rows = sourceOf.length;
    int time = (int) matrix.size(0) / rows;
    List<RecurrentState> before = EncoderDecoderState.layers(state, layer.getDecoder());
    INDArray states =
        decoder.forward(
            matrix,
            time,
            rows,
            null,
            weights.decoder(),
            before.stream().map(List::of).toList(),
            NOW,
            workspaces);
    EncoderDecoderState.putLayers(EncoderDecoderPass.oneDirection(decoder.finalStates()), state);
    if (looking == null) {
      return states;
    }
    INDArray output = output(matrix.size(0), workspaces);
    looking.forward(states, SourceTarget.everyStep(rows, time), sourceOf, output);
    return output;
  }

  private INDArray decodeFed(
      INDArray matrix, int[] sourceOf, Map<String, INDArray> state, LayerWorkspaceMgr workspaces) {
    List<RecurrentState> before = EncoderDecoderState.layers(state, layer.getDecoder());
    int rows = sourceOf.length;
    StepOrder order = StepOrder.of(null, rows, (int) matrix.size(0) / rows, false);
    List<INDArray> undropped = Collections.nCopies(layer.getDecoder().size(), null);
    INDArray output = output(matrix.size(0), workspaces);
    FedDecoder.State after =
        fed.forward(
            new FedDecoder.Batch(matrix, order, sourceOf, undropped),
            new FedDecoder.State(before, state.get(EncoderDecoderState.GIVEN)),
            output);
    EncoderDecoderState.putLayers(after.layers(), state);
    state.put(EncoderDecoderState.GIVEN, after.given());
    return output;
  }

  private INDArray output(long steps, LayerWorkspaceMgr workspaces) {
    return TimeMajor.create(
        workspaces, ArrayType.ACTIVATIONS, type, 1, steps, layer.getNOut(), false);
  }

  private INDArray newestAlignment(int[] sourceOf, int time) {
    if (fed == null && looking == null) {
      return null;
    }
    int longest = 0;
    for (int[] places : sources) {
      longest = Math.max(longest, places.length);
    }
    if (longest == 0) {
      return Nd4j.create(type, sourceOf.length, 0);
    }
    // Row by row ND4J would take longer than the step.
    double[] newest = new double[sourceOf.length * longest];
    for (int row = 0; row < sourceOf.length; row++) {
      int length = sources[sourceOf[row]].length;
      if (length > 0) {
        INDArray all = fed != null ? fed.alignment(row) : looking.alignment(row);
        double[] numbers = all.dup('c').data().asDouble();
        System.arraycopy(numbers, (time - 1) * length, newest, row * longest, length);
      }
    }
    return Nd4j.createFromArray(newest).reshape('c', sourceOf.length, longest).castTo(type);
  }

  /**
   * How much the newest step looked at the source.
   *
   * @return {@code [row, source step of the longest source]}, zeros behind a source's end; null
   *     without attention or step
   */
  INDArray alignment() {
    return alignment;
  }

  /** Whether there is something encoded, and a state to go on from. */
  boolean isReady(Map<String, INDArray> state) {
    return encoded != null && !state.isEmpty();
  }

  /** Nothing is encoded any more. */
  void forget() {
    encoded = null;
    sources = null;
    alignment = null;
  }
}
