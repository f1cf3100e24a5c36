package unroll.layers.runtime;

import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.EncoderDecoder;

/** An {@link EncoderDecoder} with its parameters. */
public final class ActiveEncoderDecoder extends BaseRecurrentLayer<EncoderDecoder> {
  private static final long serialVersionUID = 1L;

  private final transient EncoderDecoderPass pass;
  private transient EncoderDecoderSteps steps;

  public ActiveEncoderDecoder(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    this.pass = new EncoderDecoderPass(layerConf(), type);
  }

  /** {@code [batch, unit, time]}, zeros but at target steps. */
  @Override
  @SuppressWarnings("try")
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireRightInput(input);
    requireRightMask(input, maskArray);
    StackPass.Moment moment = new StackPass.Moment(training, iterationCount, epochCount);
    // What the backward pass needs outlives this layer's workspace.
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return pass.forward(input, maskArray, weights(training, workspaces), moment, workspaces);
    }
  }

  /**
   * How much every target step of a row looked at its source steps in the newest whole pass.
   *
   * @return {@code [target step, source step]}, every target step's sum 1; null without attention,
   *     and for a row without target or source
   */
  public INDArray alignment(int row) {
    return pass.alignment(row);
  }

  @Override
  @SuppressWarnings("try")
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      EncoderDecoderArrays gradients = new EncoderDecoderArrays(layerConf(), gradientViews::get);
      INDArray ofInput = pass.backward(epsilon, weights(true, workspaces), gradients, workspaces);
      weightNoiseParams.clear();
      Gradient all = new DefaultGradient(gradientsFlattened);
      gradientViews.forEach((key, view) -> all.setGradientFor(key, view, 'c'));
      return new Pair<>(all, ofInput);
    }
  }

  private EncoderDecoderArrays weights(boolean training, LayerWorkspaceMgr workspaces) {
    return new EncoderDecoderArrays(
        layerConf(),
        key ->
            params.containsKey(key)
                ? ActiveRecurrentLayer.inOrder(getParamWithNoise(key, training, workspaces))
                : null);
  }

  private void requireRightInput(INDArray given) {
    if (given.rank() != 3 || given.size(1) != layerConf().getNIn()) {
      throw new IllegalArgumentException(
          "%s: input: expected [batch, %d, time], got %s"
              .formatted(name(), layerConf().getNIn(), Arrays.toString(given.shape())));
    }
  }

  private void requireRightMask(INDArray given, INDArray mask) {
    if (mask == null
        || mask.rank() != 2
        || mask.size(0) != given.size(0)
        || mask.size(1) != given.size(2)) {
      throw new IllegalArgumentException(
          "%s: mask: expected [%d, %d] that tells source from target, got %s"
              .formatted(
                  name(),
                  given.size(0),
                  given.size(2),
                  mask == null ? "none" : Arrays.toString(mask.shape())));
    }
  }

  /**
   * Reads sources, whose targets {@link #rnnTimeStep} then writes with the parameters as they are
   * then. A row of the state is one of the sources at first; see {@link EncoderDecoderState}.
   *
   * @param sources {@code [batch, input, time]}
   * @param mask {@code [batch, time]}, 0 where there is no source step; null: all are
   */
  @SuppressWarnings("try")
  public void encode(INDArray sources, INDArray mask) {
    requireRightInput(sources);
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray present =
          mask == null ? Nd4j.ones(dataType, sources.size(0), sources.size(2)) : mask;
      requireRightMask(sources, present);
      if (steps == null) {
        steps = new EncoderDecoderSteps(layerConf(), dataType, name());
      }
      EncoderDecoderArrays weights = weights(false, LayerWorkspaceMgr.noWorkspaces());
      steps.encode(sources, present, weights, stateMap);
    }
  }

  /**
   * Writes the next steps of the targets of what was encoded.
   *
   * @param newInput {@code [row, input, time]}
   * @return {@code [row, unit, time]}
   * @throws IllegalStateException if nothing was encoded, or the state has another number of rows
   */
  @Override
  @SuppressWarnings("try")
  public INDArray rnnTimeStep(INDArray newInput, LayerWorkspaceMgr workspaces) {
    requireRightInput(newInput);
    if (steps == null || !steps.isReady(stateMap)) {
      throw new IllegalStateException(name() + ": expected sources to be encoded before a step");
    }
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return steps.step(newInput, weights(false, workspaces), stateMap, workspaces);
    }
  }

  /**
   * How much the newest step looked at the source.
   *
   * @return {@code [row, source step of the longest source]}, zeros behind a source's end; null
   *     without attention or step
   */
  public INDArray alignment() {
    return steps == null ? null : steps.alignment();
  }

  /** Without a state, what was encoded is forgotten too. */
  @Override
  public void rnnSetPreviousState(Map<String, INDArray> states) {
    super.rnnSetPreviousState(states);
    if (steps != null && states.isEmpty()) {
      steps.forget();
    }
  }

  @Override
  public void rnnClearPreviousState() {
    super.rnnClearPreviousState();
    if (steps != null) {
      steps.forget();
    }
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
