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
import unroll.layers.kernel.AttentionWeights;
import unroll.layers.kernel.CellWeights;
import unroll.layers.kernel.FedDecoder;
import unroll.layers.kernel.PortableAttention;
import unroll.layers.kernel.SourceTarget;

/** An {@link EncoderDecoder} with its parameters. */
public final class ActiveEncoderDecoder extends BaseRecurrentLayer<EncoderDecoder> {
  private static final long serialVersionUID = 1L;

  private final transient StackPass encoder;
  private final transient StackPass decoder;
  private final transient List<Bridge> bridges = new ArrayList<>();
  private final transient AttentionKernel looking;
  private final transient FedDecoder fed;

  private transient SourceTarget steps;
  private transient INDArray encoded;

  public ActiveEncoderDecoder(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    EncoderDecoder layer = layerConf();
    this.encoder = new StackPass(layer.getEncoder(), type, "EncoderDecoder");
    this.decoder = new StackPass(layer.getDecoder(), type, "EncoderDecoder");
    layer.getDecoder().forEach(each -> bridges.add(new Bridge()));
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
    INDArray matrix = TimeMajor.matrix(input, dataType);
    encoded =
        encoder.forward(
            matrix,
            time,
            batch,
            maskArray.eq(EncoderDecoder.SOURCE).castTo(dataType),
            weights(
                EncoderDecoderParameters.ENCODER, layerConf().getEncoder(), training, workspaces),
            List.of(),
            moment,
            workspaces);
    List<RecurrentState> initial = new ArrayList<>();
    for (int i = 0; i < bridges.size(); i++) {
      int from = EncoderDecoderParameters.encoderIndex(layerConf(), i);
      initial.add(
          bridges.get(i).forward(encoder.finalStates().get(from), bridge(i, training, workspaces)));
    }
    INDArray output = decode(matrix, time, batch, initial, moment, workspaces);
    return TimeMajor.view(output, time, batch);
  }

  private INDArray decode(
      INDArray matrix,
      int time,
      int batch,
      List<RecurrentState> initial,
      StackPass.Moment moment,
      LayerWorkspaceMgr workspaces) {
    boolean training = moment.training();
    INDArray targets = maskArray.eq(EncoderDecoder.TARGET).castTo(dataType);
    List<List<CellWeights>> weights =
        weights(EncoderDecoderParameters.DECODER, layerConf().getDecoder(), training, workspaces);
    INDArray output =
        TimeMajor.create(
            workspaces, ArrayType.ACTIVATIONS, dataType, time, batch, layerConf().getNOut(), true);
    if (fed != null) {
      fed.forward(
          matrix,
          targets,
          steps,
          weights.stream().map(directions -> directions.get(0)).toList(),
          attention(training, workspaces),
          initial,
          factors(time, batch, moment, workspaces),
          encoded,
          output);
      return output;
    }
    INDArray states =
        decoder.forward(
            matrix,
            time,
            batch,
            targets,
            weights,
            initial.stream().map(List::of).toList(),
            moment,
            workspaces);
    if (looking == null) {
      return states;
    }
    looking.forward(states, encoded, steps, attention(training, workspaces), output, training);
    return output;
  }

  /** What the decoder's dropouts multiply with, for every step. */
  private List<INDArray> factors(
      int time, int batch, StackPass.Moment moment, LayerWorkspaceMgr workspaces) {
    List<INDArray> factors = new ArrayList<>();
    for (RecurrentCell layer : layerConf().getDecoder()) {
      boolean isDropped = moment.training() && layer.getIDropout() != null;
      INDArray ones =
          isDropped ? Nd4j.ones(dataType, (long) time * batch, layer.getNIn()).dup('c') : null;
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
    int batch = steps.batch();
    int time = steps.time();
    INDArray gradient = TimeMajor.matrix(epsilon, dataType);
    INDArray ofInput =
        TimeMajor.create(
            workspaces,
            ArrayType.ACTIVATION_GRAD,
            dataType,
            time,
            batch,
            layerConf().getNIn(),
            true);
    INDArray ofEncoded = encoded.like();
    List<RecurrentState> ofInitial = decodeBack(gradient, ofInput, ofEncoded, workspaces);
    List<List<RecurrentState>> ofFinal = bridgesBack(ofInitial, workspaces);
    ofInput.addi(
        encoder.backward(
            ofEncoded,
            ofFinal,
            gradients(EncoderDecoderParameters.ENCODER, layerConf().getEncoder()),
            workspaces));
    weightNoiseParams.clear();
    Gradient all = new DefaultGradient(gradientsFlattened);
    gradientViews.forEach((key, view) -> all.setGradientFor(key, view, 'c'));
    return new Pair<>(all, TimeMajor.view(ofInput, time, batch));
  }

  private List<RecurrentState> decodeBack(
      INDArray gradient, INDArray ofInput, INDArray ofEncoded, LayerWorkspaceMgr workspaces) {
    List<List<CellWeights>> gradients =
        gradients(EncoderDecoderParameters.DECODER, layerConf().getDecoder());
    if (fed != null) {
      return fed.backward(
          gradient,
          gradients.stream().map(directions -> directions.get(0)).toList(),
          attentionGradients(),
          ofInput,
          ofEncoded);
    }
    INDArray ofStates = gradient;
    if (looking != null) {
      ofStates = gradient.like();
      looking.backward(gradient, attentionGradients(), ofStates, ofEncoded);
    }
    ofInput.assign(decoder.backward(ofStates, List.of(), gradients, workspaces));
    return decoder.initialGradients().stream().map(directions -> directions.get(0)).toList();
  }

  /** Gradients of how the encoder's layers ended, one a layer and direction. */
  private List<List<RecurrentState>> bridgesBack(
      List<RecurrentState> ofInitial, LayerWorkspaceMgr workspaces) {
    List<List<RecurrentState>> ofFinal = new ArrayList<>();
    for (int i = 0; i < layerConf().getEncoder().size(); i++) {
      ofFinal.add(List.of());
    }
    for (int i = 0; i < bridges.size(); i++) {
      int from = EncoderDecoderParameters.encoderIndex(layerConf(), i);
      int directions = layerConf().getEncoder().get(from).readsBothWays() ? 2 : 1;
      List<RecurrentState> part =
          bridges
              .get(i)
              .backward(
                  ofInitial.get(i), bridge(i, true, workspaces), bridgeGradients(i), directions);
      ofFinal.set(from, sum(ofFinal.get(from), part));
    }
    return ofFinal;
  }

  private static List<RecurrentState> sum(List<RecurrentState> some, List<RecurrentState> more) {
    if (some.isEmpty()) {
      return more;
    }
    List<RecurrentState> sums = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      INDArray cell = some.get(i).cell();
      sums.add(
          new RecurrentState(
              some.get(i).hidden().add(more.get(i).hidden()),
              cell == null ? null : cell.add(more.get(i).cell())));
    }
    return sums;
  }

  private List<List<CellWeights>> weights(
      String stack, List<RecurrentCell> layers, boolean training, LayerWorkspaceMgr workspaces) {
    List<List<CellWeights>> weights = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      List<CellWeights> directions = new ArrayList<>();
      for (String direction : RecurrentParameters.directions(layers.get(i))) {
        String prefix = EncoderDecoderParameters.prefix(stack, i) + direction;
        directions.add(
            new CellWeights(
                parameter(prefix + RecurrentParameters.INPUT, training, workspaces),
                parameter(prefix + RecurrentParameters.RECURRENT, training, workspaces),
                parameter(prefix + RecurrentParameters.BIAS, training, workspaces),
                parameter(prefix + RecurrentParameters.RECURRENT_BIAS, training, workspaces)));
      }
      weights.add(directions);
    }
    return weights;
  }

  private List<List<CellWeights>> gradients(String stack, List<RecurrentCell> layers) {
    List<List<CellWeights>> gradients = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      List<CellWeights> directions = new ArrayList<>();
      for (String direction : RecurrentParameters.directions(layers.get(i))) {
        String prefix = EncoderDecoderParameters.prefix(stack, i) + direction;
        directions.add(
            new CellWeights(
                gradientViews.get(prefix + RecurrentParameters.INPUT),
                gradientViews.get(prefix + RecurrentParameters.RECURRENT),
                gradientViews.get(prefix + RecurrentParameters.BIAS),
                gradientViews.get(prefix + RecurrentParameters.RECURRENT_BIAS)));
      }
      gradients.add(directions);
    }
    return gradients;
  }

  private Bridge.Weights bridge(int layer, boolean training, LayerWorkspaceMgr workspaces) {
    String hidden = EncoderDecoderParameters.HIDDEN_BRIDGE + layer;
    String cell = EncoderDecoderParameters.CELL_BRIDGE + layer;
    return new Bridge.Weights(
        parameter(hidden + EncoderDecoderParameters.WEIGHTS, training, workspaces),
        parameter(hidden + EncoderDecoderParameters.BIAS, training, workspaces),
        parameter(cell + EncoderDecoderParameters.WEIGHTS, training, workspaces),
        parameter(cell + EncoderDecoderParameters.BIAS, training, workspaces));
  }

  private Bridge.Weights bridgeGradients(int layer) {
    String hidden = EncoderDecoderParameters.HIDDEN_BRIDGE + layer;
    String cell = EncoderDecoderParameters.CELL_BRIDGE + layer;
    return new Bridge.Weights(
        gradientViews.get(hidden + EncoderDecoderParameters.WEIGHTS),
        gradientViews.get(hidden + EncoderDecoderParameters.BIAS),
        gradientViews.get(cell + EncoderDecoderParameters.WEIGHTS),
        gradientViews.get(cell + EncoderDecoderParameters.BIAS));
  }

  private AttentionWeights attention(boolean training, LayerWorkspaceMgr workspaces) {
    String combination = EncoderDecoderParameters.COMBINATION;
    return new AttentionWeights(
        parameter(EncoderDecoderParameters.GENERAL, training, workspaces),
        parameter(EncoderDecoderParameters.QUERY, training, workspaces),
        parameter(EncoderDecoderParameters.KEY, training, workspaces),
        parameter(EncoderDecoderParameters.SCORE, training, workspaces),
        parameter(combination + EncoderDecoderParameters.WEIGHTS, training, workspaces),
        parameter(combination + EncoderDecoderParameters.BIAS, training, workspaces));
  }

  private AttentionWeights attentionGradients() {
    String combination = EncoderDecoderParameters.COMBINATION;
    return new AttentionWeights(
        gradientViews.get(EncoderDecoderParameters.GENERAL),
        gradientViews.get(EncoderDecoderParameters.QUERY),
        gradientViews.get(EncoderDecoderParameters.KEY),
        gradientViews.get(EncoderDecoderParameters.SCORE),
        gradientViews.get(combination + EncoderDecoderParameters.WEIGHTS),
        gradientViews.get(combination + EncoderDecoderParameters.BIAS));
  }

  /** Null where the layer has no such parameter. */
  private INDArray parameter(String key, boolean training, LayerWorkspaceMgr workspaces) {
    if (!params.containsKey(key)) {
      return null;
    }
    INDArray parameter = getParamWithNoise(key, training, workspaces);
    // The backward pass reads a copy too, when the workspace of the forward pass is gone.
    return parameter.ordering() == 'c' || parameter.rank() == 1
        ? parameter
        : parameter.dup('c').detach();
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
