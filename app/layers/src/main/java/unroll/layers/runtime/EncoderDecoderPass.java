package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.Attention;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.AttentionKernel;
import unroll.layers.kernel.Cell;
import unroll.layers.kernel.CpuAttention;
import unroll.layers.kernel.CpuFedDecoder;
import unroll.layers.kernel.FedDecoder;
import unroll.layers.kernel.PortableAttention;
import unroll.layers.kernel.PortableFedDecoder;
import unroll.layers.kernel.SourceTarget;
import unroll.layers.kernel.StepOrder;

/** An {@link EncoderDecoder} over whole rows, forward and back. */
final class EncoderDecoderPass {
  private final EncoderDecoder layer;
  private final DataType type;
  private final StackPass encoder;
  private final StackPass decoder;
  private final Bridges bridges;
  private final AttentionKernel looking;
  private final FedDecoder fed;

  private final SpareMatrix spareEncoded;
  private final SpareMatrix spareStates;

  private SourceTarget steps;
  private INDArray encoded;

  EncoderDecoderPass(EncoderDecoder layer, DataType type) {
    this.layer = layer;
    this.type = type;
    this.encoder = new StackPass(layer.getEncoder(), type, "EncoderDecoder");
    this.decoder = new StackPass(layer.getDecoder(), type, "EncoderDecoder");
    this.bridges = new Bridges(layer);
    this.spareEncoded = new SpareMatrix(type);
    this.spareStates = new SpareMatrix(type);
    this.looking = looking(layer, type);
    this.fed = fed(layer, type);
  }

  /** How the decoder looks at the source after it has read a step; null if it does not. */
  static AttentionKernel looking(EncoderDecoder layer, DataType type) {
    if (layer.getAttention() == Attention.NONE || layer.isInputFeeding()) {
      return null;
    }
    return isCpu(layer, type)
        ? new CpuAttention(layer.getAttention())
        : new PortableAttention(layer.getAttention());
  }

  /** A decoder with input feeding; null without. */
  static FedDecoder fed(EncoderDecoder layer, DataType type) {
    if (!layer.isInputFeeding()) {
      return null;
    }
    List<Cell> cells = layer.getDecoder().stream().map(RecurrentCell::cell).toList();
    return isCpu(layer, type)
        ? new CpuFedDecoder(cells, layer.getAttention())
        : new PortableFedDecoder(cells, layer.getAttention());
  }

  private static boolean isCpu(EncoderDecoder layer, DataType type) {
    return KernelSelection.isCpu(layer.getDecoder().get(0).getKernel(), type, "EncoderDecoder");
  }

  /**
   * Reads sources and writes targets.
   *
   * @param input {@code [batch, input, time]}
   * @param mask {@code [batch, time]} that tells source from target
   * @return {@code [batch, unit, time]}, zeros but at target steps
   */
  INDArray forward(
      INDArray input,
      INDArray mask,
      EncoderDecoderArrays weights,
      StackPass.Moment moment,
      LayerWorkspaceMgr workspaces) {
    int batch = (int) input.size(0);
    int time = (int) input.size(2);
    steps = SourceTarget.of(mask);
    INDArray matrix = TimeMajor.matrix(input, type);
    encoded =
        encoder.forward(
            matrix,
            time,
            batch,
            mask.eq(EncoderDecoder.SOURCE).castTo(type),
            weights.encoder(),
            List.of(),
            moment,
            workspaces);
    List<RecurrentState> initial = bridges.forward(encoder.finalStates(), weights);
    INDArray targets = mask.eq(EncoderDecoder.TARGET).castTo(type);
    INDArray output = decode(matrix, targets, initial, weights, moment, workspaces);
    return TimeMajor.view(output, time, batch);
  }

  private INDArray decode(
      INDArray matrix,
      INDArray targets,
      List<RecurrentState> initial,
      EncoderDecoderArrays weights,
      StackPass.Moment moment,
      LayerWorkspaceMgr workspaces) {
    if (fed != null) {
      INDArray output = zeros(ArrayType.ACTIVATIONS, layer.getNOut(), workspaces);
      fed.read(encoded, steps.sources(), weights.fed());
      fed.forward(
          new FedDecoder.Batch(
              matrix,
              StepOrder.of(targets, steps.batch(), steps.time(), false),
              SourceTarget.same(steps.batch()),
              factors(moment, workspaces)),
          new FedDecoder.State(initial, null),
          output);
      return output;
    }
    INDArray states =
        decoder.forward(
            matrix,
            steps.time(),
            steps.batch(),
            targets,
            weights.decoder(),
            initial.stream().map(List::of).toList(),
            moment,
            workspaces);
    if (looking == null) {
      return states;
    }
    INDArray output = zeros(ArrayType.ACTIVATIONS, layer.getNOut(), workspaces);
    looking.read(encoded, steps.sources(), weights.attention());
    looking.forward(states, steps.targets(), SourceTarget.same(steps.batch()), output);
    return output;
  }

  private INDArray zeros(ArrayType place, long width, LayerWorkspaceMgr workspaces) {
    return TimeMajor.create(workspaces, place, type, steps.time(), steps.batch(), width, true);
  }

  /** A decoder's layers read in one. */
  static <T> List<T> oneDirection(List<List<T>> layers) {
    return layers.stream().map(directions -> directions.get(0)).toList();
  }

  /** What the decoder's dropouts multiply with, for every step. */
  private List<INDArray> factors(StackPass.Moment moment, LayerWorkspaceMgr workspaces) {
    int batch = steps.batch();
    List<INDArray> factors = new ArrayList<>();
    for (RecurrentCell each : layer.getDecoder()) {
      boolean isDropped = moment.training() && each.getIDropout() != null;
      INDArray ones =
          isDropped ? Nd4j.ones(type, (long) steps.time() * batch, each.getNIn()).dup('c') : null;
      factors.add(
          isDropped
              ? new InputDropout(each)
                  .apply(ones, batch, moment.iteration(), moment.epoch(), workspaces)
              : null);
    }
    return factors;
  }

  /**
   * Goes back through the newest pass.
   *
   * @param epsilon gradient of the output {@code [batch, unit, time]}
   * @param weights those that the pass was made with
   * @param gradients are overwritten
   * @return gradient of the input {@code [batch, input, time]}
   */
  INDArray backward(
      INDArray epsilon,
      EncoderDecoderArrays weights,
      EncoderDecoderArrays gradients,
      LayerWorkspaceMgr workspaces) {
    INDArray ofInput = zeros(ArrayType.ACTIVATION_GRAD, layer.getNIn(), workspaces);
    INDArray ofEncoded = spareEncoded.zeros(encoded.size(0), encoded.size(1));
    List<RecurrentState> ofInitial =
        decodeBack(TimeMajor.matrix(epsilon, type), gradients, ofInput, ofEncoded, workspaces);
    List<List<RecurrentState>> ofFinal = bridges.backward(ofInitial, weights, gradients);
    ofInput.addi(encoder.backward(ofEncoded, ofFinal, gradients.encoder(), workspaces));
    return TimeMajor.view(ofInput, steps.time(), steps.batch());
  }

  private List<RecurrentState> decodeBack(
      INDArray gradient,
      EncoderDecoderArrays gradients,
      INDArray ofInput,
      INDArray ofEncoded,
      LayerWorkspaceMgr workspaces) {
    if (fed != null) {
      return fed.backward(gradient, gradients.fed(), ofInput, ofEncoded);
    }
    INDArray ofStates = gradient;
    if (looking != null) {
      ofStates = spareStates.part(gradient.size(0), gradient.size(1));
      looking.backward(gradient, gradients.attention(), ofStates, ofEncoded);
    }
    ofInput.assign(decoder.backward(ofStates, List.of(), gradients.decoder(), workspaces));
    return oneDirection(decoder.initialGradients());
  }

  /**
   * How much every target step of a row looked at its source steps in the newest pass.
   *
   * @return {@code [target step, source step]}; null without attention, and for a row without
   *     target or source
   */
  INDArray alignment(int row) {
    if (steps == null || steps.targets()[row].length == 0 || steps.sources()[row].length == 0) {
      return null;
    }
    return fed != null ? fed.alignment(row) : looking == null ? null : looking.alignment(row);
  }
}
