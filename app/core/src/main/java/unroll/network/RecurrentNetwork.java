package unroll.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.Attention;
import unroll.layers.EncoderDecoder;
import unroll.layers.runtime.ActiveEncoderDecoder;
import unroll.layers.runtime.StateMap;
import unroll.layers.runtime.SymbolStepper;

/** A network as the suite uses it: whole batches, or step by step with its state kept. */
public final class RecurrentNetwork {
  private final MultiLayerNetwork network;
  private final Optional<SymbolStepper> stepper;

  public RecurrentNetwork(MultiLayerNetwork network) {
    ComputeThreads.leaveToLayers();
    this.network = network;
    this.stepper = SymbolStepper.of(network);
  }

  /** A network with fresh parameters; they follow from the configuration's seed. */
  public static RecurrentNetwork create(MultiLayerConfiguration configuration) {
    Nd4j.getRandom().setSeed(configuration.getConf(0).getSeed());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return new RecurrentNetwork(network);
  }

  /** Optimizer steps that made it what it is. */
  public int trainedSteps() {
    return network.getIterationCount();
  }

  public MultiLayerNetwork dl4j() {
    return network;
  }

  public DataType dataType() {
    return network.params().dataType();
  }

  /** Numbers that come out at a step. */
  public long outputSize() {
    return network.layerSize(network.getnLayers() - 1);
  }

  public long parameterCount() {
    return network.numParams();
  }

  /**
   * Outputs of a batch of whole sequences, each from the zero state.
   *
   * @return {@code [batch, output, time]}, or {@code [batch, output]} where a sequence has one
   *     label; softmax probabilities where labels are symbols
   */
  public INDArray output(DataSet batch) {
    return network.output(
        batch.getFeatures(), false, batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
  }

  /**
   * Reads steps and goes on from the state the steps before left.
   *
   * @param input ids {@code [batch, 1, time]} or frames {@code [batch, feature, time]}
   * @return {@code [batch, output, time]}
   */
  public INDArray step(INDArray input) {
    return network.rnnTimeStep(input);
  }

  /** Whether it has an encoder, which must read whole inputs before the first step. */
  public boolean encodes() {
    return encoderDecoder().isPresent();
  }

  /** Whether its decoder looks back at what its encoder said, so that there are alignments. */
  public boolean looksBack() {
    return Arrays.stream(network.getLayers())
        .map(layer -> layer.conf().getLayer())
        .anyMatch(
            layer ->
                layer instanceof EncoderDecoder stacks && stacks.getAttention() != Attention.NONE);
  }

  /**
   * Has the encoder read whole inputs; {@link #step(INDArray)} of as many rows is the decoder's
   * from then on.
   *
   * @param input ids {@code [batch, 1, time]} or frames {@code [batch, feature, time]}
   * @param mask {@code [batch, time]}, 0 behind the end of a row; null: all are of one length
   */
  public void encode(INDArray input, INDArray mask) {
    clearStepState();
    ActiveEncoderDecoder stacks = encoderDecoder().orElseThrow();
    INDArray read = input;
    for (Layer layer : network.getLayers()) {
      if (layer == stacks) {
        stacks.encode(read, mask);
        return;
      }
      layer.clear();
      layer.setMaskArray(mask);
      read = layer.activate(read, false, LayerWorkspaceMgr.noWorkspaces());
      layer.setMaskArray(null);
    }
  }

  /**
   * How much the decoder looked at what the encoder read in the last {@link #step(INDArray)}.
   *
   * @return {@code [row, source step]}, rows that sum to 1; empty without an attention
   */
  public Optional<INDArray> alignment() {
    return encoderDecoder().map(ActiveEncoderDecoder::alignment);
  }

  /**
   * How much the target steps of a row looked at its source steps when a whole batch was read last.
   *
   * @return {@code [target step, source step]}, rows that sum to 1; empty without an attention, and
   *     of a row without source or target
   */
  public Optional<INDArray> alignmentOfRow(int row) {
    return encoderDecoder().map(stacks -> stacks.alignment(row));
  }

  private Optional<ActiveEncoderDecoder> encoderDecoder() {
    return Arrays.stream(network.getLayers())
        .filter(ActiveEncoderDecoder.class::isInstance)
        .map(ActiveEncoderDecoder.class::cast)
        .findFirst();
  }

  /**
   * As {@link #step(INDArray)} for one symbol in a batch of one, with a state of its own: the
   * output of that step. The parameters are those at the last {@link #clearStepState}.
   *
   * @param symbol an id, or -1 for a step without an input
   */
  public double[] step(int symbol) {
    if (stepper.isPresent()) {
      return stepper.get().step(symbol).clone();
    }
    INDArray output = step(Nd4j.createFromArray(new int[] {symbol}).reshape(1, 1, 1));
    return output.reshape(output.size(1)).toDoubleVector();
  }

  /** Lets {@code step} of batches go on from the state that the last training step left. */
  public void stepFromTrainingState() {
    forEachRecurrentLayer(
        layer ->
            network.rnnSetPreviousState(
                layer, ((RecurrentLayer) network.getLayer(layer)).rnnGetTBPTTState()));
  }

  /**
   * Makes the state of {@code step} that of some rows of the last batch, in the order given; a row
   * may be taken several times, or not at all.
   */
  public void keepStepRows(int... rows) {
    forEachRecurrentLayer(
        layer -> {
          Map<String, INDArray> kept = new HashMap<>();
          network
              .rnnGetPreviousState(layer)
              .forEach((name, state) -> kept.put(name, Nd4j.pullRows(state, 1, rows)));
          network.rnnSetPreviousState(layer, kept);
        });
  }

  private void forEachRecurrentLayer(IntConsumer action) {
    for (int layer = 0; layer < network.getnLayers(); layer++) {
      if (network.getLayer(layer) instanceof RecurrentLayer) {
        action.accept(layer);
      }
    }
  }

  /** Forgets the state of {@code step}; the state that training carries stays. */
  public void clearStepState() {
    stepper.ifPresent(SymbolStepper::clear);
    forEachRecurrentLayer(layer -> network.rnnSetPreviousState(layer, Map.of()));
  }

  /**
   * The hidden state of the topmost recurrent layer after the last {@link #step(int)}.
   *
   * @return {@code [unit]}
   */
  public double[] hiddenState() {
    if (stepper.isPresent()) {
      float[] hidden = stepper.get().hidden(stepper.get().recurrentLayers() - 1);
      return IntStream.range(0, hidden.length).mapToDouble(unit -> hidden[unit]).toArray();
    }
    INDArray state = network.rnnGetPreviousState(topRecurrentLayer()).get(StateMap.HIDDEN);
    return state.getRow(0).toDoubleVector();
  }

  /**
   * What the output layer makes of a hidden state before the softmax.
   *
   * @param hidden {@code [unit]}
   * @return {@code [output]}
   */
  public double[] logits(double[] hidden) {
    int last = network.getnLayers() - 1;
    INDArray weights = OutputMatrix.of(network);
    INDArray bias = network.getParam(last + "_b");
    INDArray row = Nd4j.createFromArray(hidden).castTo(weights.dataType());
    return row.reshape(1, hidden.length)
        .mmul(weights)
        .addiRowVector(bias.reshape(1, bias.length()))
        .toDoubleVector();
  }

  private int topRecurrentLayer() {
    for (int layer = network.getnLayers() - 1; layer >= 0; layer--) {
      if (network.getLayer(layer) instanceof RecurrentLayer) {
        return layer;
      }
    }
    throw new IllegalStateException("the network has no recurrent layer");
  }
}
