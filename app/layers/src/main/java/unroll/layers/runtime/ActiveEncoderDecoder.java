package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.Attention;
import unroll.layers.EncoderDecoder;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.AttentionKernel;
import unroll.layers.kernel.FedDecoder;
import unroll.layers.kernel.PortableAttention;
import unroll.layers.kernel.SourceTarget;

/** An {@link EncoderDecoder} with its parameters. */
public final class ActiveEncoderDecoder extends BaseRecurrentLayer<EncoderDecoder> {
  private static final long serialVersionUID = 1L;

  private final transient StackPass encoder;
  private final transient StackPass decoder;
  private final transient Bridges bridges;
  private final transient AttentionKernel looking;
  private final transient FedDecoder fed;

  private transient SourceTarget steps;
  private transient INDArray encoded;

  public ActiveEncoderDecoder(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    EncoderDecoder layer = layerConf();
    this.encoder = new StackPass(layer.getEncoder(), type, "EncoderDecoder");
    this.decoder = new StackPass(layer.getDecoder(), type, "EncoderDecoder");
    this.bridges = new Bridges(layer);
    boolean looksBefore = layer.isInputFeeding();
    boolean looks = layer.getAttention() != Attention.NONE;
    this.looking = looks && !looksBefore ? new PortableAttention(layer.getAttention()) : null;
    this.fed =
        looksBefore
            ? new FedDecoder(
                layer.getDecoder().stream().map(RecurrentCell::cell).toList(), layer.getAttention())
            : null;
  }

  /** {@code [batch, unit, time]}, zeros but at target steps. */
  @Override
  @SuppressWarnings("try")
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireRightInput();
    // What the backward pass needs outlives this layer's workspace.
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return read(training, workspaces);
    }
  }

  private INDArray read(boolean training, LayerWorkspaceMgr workspaces) {
    int batch = (int) input.size(0);
    int time = (int) input.size(2);
    steps = SourceTarget.of(maskArray);
    StackPass.Moment moment = new StackPass.Moment(training, iterationCount, epochCount);
    EncoderDecoderArrays weights = weights(training, workspaces);
    INDArray matrix = TimeMajor.matrix(input, dataType);
    encoded =
        encoder.forward(
            matrix,
            time,
            batch,
            maskArray.eq(EncoderDecoder.SOURCE).castTo(dataType),
            weights.encoder(),
            List.of(),
            moment,
            workspaces);
    List<RecurrentState> initial = bridges.forward(encoder.finalStates(), weights);
    INDArray output = decode(matrix, initial, weights, moment, workspaces);
    return TimeMajor.view(output, time, batch);
  }

  private INDArray decode(
      INDArray matrix,
      List<RecurrentState> initial,
      EncoderDecoderArrays weights,
      StackPass.Moment moment,
      LayerWorkspaceMgr workspaces) {
    INDArray targets = maskArray.eq(EncoderDecoder.TARGET).castTo(dataType);
    INDArray states =
        fed != null
            ? null
            : decoder.forward(
                matrix,
                steps.time(),
                steps.batch(),
                targets,
                weights.decoder(),
                initial.stream().map(List::of).toList(),
                moment,
                workspaces);
    if (fed == null && looking == null) {
      return states;
    }
    INDArray output = zeros(ArrayType.ACTIVATIONS, layerConf().getNOut(), workspaces);
    if (fed == null) {
      looking.forward(states, encoded, steps, weights.attention(), output, moment.training());
    } else {
      fed.forward(
          matrix,
          targets,
          steps,
          oneDirection(weights.decoder()),
          weights.attention(),
          initial,
          factors(moment, workspaces),
          encoded,
          output);
    }
    return output;
  }

  private INDArray zeros(ArrayType place, long width, LayerWorkspaceMgr workspaces) {
    return TimeMajor.create(workspaces, place, dataType, steps.time(), steps.batch(), width, true);
  }

  /** A decoder's layers read in one. */
  private static <T> List<T> oneDirection(List<List<T>> layers) {
    return layers.stream().map(directions -> directions.get(0)).toList();
  }

  /** What the decoder's dropouts multiply with, for every step. */
  private List<INDArray> factors(StackPass.Moment moment, LayerWorkspaceMgr workspaces) {
    int batch = steps.batch();
    List<INDArray> factors = new ArrayList<>();
    for (RecurrentCell layer : layerConf().getDecoder()) {
      boolean isDropped = moment.training() && layer.getIDropout() != null;
      INDArray ones =
          isDropped
              ? Nd4j.ones(dataType, (long) steps.time() * batch, layer.getNIn()).dup('c')
              : null;
      factors.add(
          isDropped
              ? new InputDropout(layer)
                  .apply(ones, batch, moment.iteration(), moment.epoch(), workspaces)
              : null);
    }
    return factors;
  }

  @Override
  @SuppressWarnings("try")
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return back(epsilon, workspaces);
    }
  }

  private Pair<Gradient, INDArray> back(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    EncoderDecoderArrays gradients = new EncoderDecoderArrays(layerConf(), gradientViews::get);
    INDArray ofInput = zeros(ArrayType.ACTIVATION_GRAD, layerConf().getNIn(), workspaces);
    INDArray ofEncoded = encoded.like();
    List<RecurrentState> ofInitial =
        decodeBack(TimeMajor.matrix(epsilon, dataType), gradients, ofInput, ofEncoded, workspaces);
    List<List<RecurrentState>> ofFinal =
        bridges.backward(ofInitial, weights(true, workspaces), gradients);
    ofInput.addi(encoder.backward(ofEncoded, ofFinal, gradients.encoder(), workspaces));
    weightNoiseParams.clear();
    Gradient all = new DefaultGradient(gradientsFlattened);
    gradientViews.forEach((key, view) -> all.setGradientFor(key, view, 'c'));
    return new Pair<>(all, TimeMajor.view(ofInput, steps.time(), steps.batch()));
  }

  private List<RecurrentState> decodeBack(
      INDArray gradient,
      EncoderDecoderArrays gradients,
      INDArray ofInput,
      INDArray ofEncoded,
      LayerWorkspaceMgr workspaces) {
    if (fed != null) {
      return fed.backward(
          gradient, oneDirection(gradients.decoder()), gradients.attention(), ofInput, ofEncoded);
    }
    INDArray ofStates = gradient;
    if (looking != null) {
      ofStates = gradient.like();
      looking.backward(gradient, gradients.attention(), ofStates, ofEncoded);
    }
    ofInput.assign(decoder.backward(ofStates, List.of(), gradients.decoder(), workspaces));
    return oneDirection(decoder.initialGradients());
  }

  private EncoderDecoderArrays weights(boolean training, LayerWorkspaceMgr workspaces) {
    return new EncoderDecoderArrays(
        layerConf(),
        key ->
            params.containsKey(key)
                ? ActiveRecurrentLayer.inOrder(getParamWithNoise(key, training, workspaces))
                : null);
  }

  private void requireRightInput() {
    if (input.rank() != 3 || input.size(1) != layerConf().getNIn()) {
      throw new IllegalArgumentException(
          "%s: input: expected [batch, %d, time], got %s"
              .formatted(name(), layerConf().getNIn(), Arrays.toString(input.shape())));
    }
    if (maskArray == null
        || maskArray.rank() != 2
        || maskArray.size(0) != input.size(0)
        || maskArray.size(1) != input.size(2)) {
      throw new IllegalArgumentException(
          "%s: mask: expected [%d, %d] that tells source from target, got %s"
              .formatted(
                  name(),
                  input.size(0),
                  input.size(2),
                  maskArray == null ? "none" : Arrays.toString(maskArray.shape())));
    }
  }

  @Override
  public INDArray rnnTimeStep(INDArray newInput, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(name() + ": a source is read whole, not step by step");
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray newInput, boolean training, boolean store, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(name() + ": no state is carried from batch to batch");
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int backwardLength, LayerWorkspaceMgr workspaces) {
    return backpropGradient(epsilon, workspaces);
  }

  /** Steps without a target give zeros, which need no mask further on. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    this.maskArray = mask;
    this.maskState = state;
    return new Pair<>(mask, MaskState.Passthrough);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  private String name() {
    String given = layerConf().getLayerName();
    return "layer %d (EncoderDecoder%s)".formatted(index, given == null ? "" : " \"" + given + '"');
  }
}
