package unroll.layers.runtime;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;
import unroll.layers.kernel.CellWeights;
import unroll.layers.kernel.FloatStep;
import unroll.layers.kernel.LayerInput;

/**
 * A recurrent layer with parameters and state. Its forward pass in training is kept, so that the
 * backward pass goes through exactly that pass, from exactly that initial state.
 */
public final class ActiveRecurrentLayer extends BaseRecurrentLayer<RecurrentCell> {
  private static final long serialVersionUID = 1L;

  private final transient RecurrentPass pass;
  private final transient StateMap states;
  private final transient InputDropout dropout;

  public ActiveRecurrentLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    this.pass = new RecurrentPass(layerConf(), type, layerConf().getClass().getSimpleName());
    this.states = new StateMap(layerConf());
    this.dropout = new InputDropout(layerConf());
  }

  /** The states that the next {@link #activate} begins with, one a direction. */
  public void setInitialStates(List<RecurrentState> initial) {
    pass.setInitialStates(initial);
  }

  /** The states that the newest pass ended with, one a direction. */
  public List<RecurrentState> finalStates() {
    return pass.finalStates();
  }

  /** Gradients of the loss with respect to the final states, added by the next backward pass. */
  public void setFinalStateGradients(List<RecurrentState> gradients) {
    pass.setFinalStateGradients(gradients);
  }

  /**
   * Gradients of the loss with respect to the initial states, after a backward pass; empty if the
   * pass began with zeros.
   */
  public List<RecurrentState> initialStateGradients() {
    return pass.initialStateGradients();
  }

  /** Whether {@link #step} can be asked for. */
  boolean canStep() {
    return pass.isCpu() && !layerConf().readsBothWays() && layerConf().getPooling() == null;
  }

  /** What reads single rows with this layer's parameters. */
  FloatStep step() {
    return new FloatStep(layerConf().cell(), weights("", false, LayerWorkspaceMgr.noWorkspaces()));
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return run(training, workspaces);
  }

  @Override
  public INDArray rnnTimeStep(INDArray newInput, LayerWorkspaceMgr workspaces) {
    if (layerConf().readsBothWays()) {
      throw new UnsupportedOperationException(
          name()
              + ": a bidirectional layer reads rows from their ends, so it cannot go step by step");
    }
    setInput(newInput, workspaces);
    pass.setInitialStates(states.read(stateMap));
    pass.setPooledBefore(states.readPooled(stateMap));
    INDArray output = run(false, workspaces);
    states.write(pass.finalStates(), pass.pooled(), stateMap);
    return output;
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray newInput,
      boolean training,
      boolean storeLastForTBPTT,
      LayerWorkspaceMgr workspaces) {
    if (layerConf().readsBothWays() || layerConf().getPooling() != null) {
      throw new UnsupportedOperationException(
          name() + ": truncated back-propagation needs one direction and no pooling");
    }
    setInput(newInput, workspaces);
    pass.setInitialStates(states.read(tBpttStateMap));
    INDArray output = run(training, workspaces);
    if (storeLastForTBPTT) {
      states.write(pass.finalStates(), null, tBpttStateMap);
    }
    return output;
  }

  private INDArray run(boolean training, LayerWorkspaceMgr workspaces) {
    try {
      assertInputSet(false);
      InputCheck.requireRight(input, maskArray, layerConf(), name());
      pass.requireStates((int) input.size(0), name());
      return forward(training, workspaces);
    } finally {
      pass.forgetBefore();
    }
  }

  private INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    int batch = (int) input.size(0);
    int time = (int) input.size(2);
    List<CellWeights> weights = new ArrayList<>();
    for (String direction : RecurrentParameters.directions(layerConf())) {
      weights.add(weights(direction, training, workspaces));
    }
    return pass.forward(
        layerInput(training, batch, workspaces),
        time,
        batch,
        maskArray,
        weights,
        training,
        workspaces);
  }

  private LayerInput layerInput(boolean training, int batch, LayerWorkspaceMgr workspaces) {
    if (layerConf().isSymbolInput()) {
      return new LayerInput.Ids(SymbolIds.timeMajor(input, (int) layerConf().getNIn(), name()));
    }
    INDArray matrix = TimeMajor.matrix(input, dataType);
    return new LayerInput.Frames(
        training && layerConf().getIDropout() != null
            ? dropout.apply(matrix, batch, iterationCount, epochCount, workspaces)
            : matrix);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    List<CellWeights> gradients = new ArrayList<>();
    for (String direction : RecurrentParameters.directions(layerConf())) {
      gradients.add(gradients(direction));
    }
    INDArray inputGradient = pass.backward(epsilon, gradients, workspaces);
    weightNoiseParams.clear();
    Gradient gradient = new DefaultGradient(gradientsFlattened);
    gradientViews.forEach((key, view) -> gradient.setGradientFor(key, view, 'c'));
    if (inputGradient == null) {
      return new Pair<>(gradient, null);
    }
    long batch = input.size(0);
    if (layerConf().getIDropout() != null) {
      dropout.backward(inputGradient, batch, iterationCount, epochCount);
    }
    return new Pair<>(gradient, TimeMajor.view(inputGradient, input.size(2), batch));
  }

  /** The whole segment that was read, whatever length DL4J asks for. */
  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int backwardLength, LayerWorkspaceMgr workspaces) {
    return backpropGradient(epsilon, workspaces);
  }

  private CellWeights weights(String direction, boolean training, LayerWorkspaceMgr workspaces) {
    return RecurrentParameters.weights(
        layerConf(), direction, key -> inOrder(getParamWithNoise(key, training, workspaces)));
  }

  /** The backward pass reads a copy too, when the workspace of the forward pass is gone. */
  static INDArray inOrder(INDArray weights) {
    return weights.ordering() == 'c' ? weights : weights.dup('c').detach();
  }

  private CellWeights gradients(String direction) {
    return RecurrentParameters.weights(layerConf(), direction, gradientViews::get);
  }

  /** Masked steps give zeros, which need no mask further on; vectors of rows have none. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    this.maskArray = mask;
    this.maskState = state;
    return layerConf().getPooling() == null
        ? new Pair<>(mask, MaskState.Passthrough)
        : new Pair<>(null, null);
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
    return "layer %d (%s%s)"
        .formatted(
            index,
            layerConf().getClass().getSimpleName(),
            given == null ? "" : " \"" + given + '"');
  }
}
