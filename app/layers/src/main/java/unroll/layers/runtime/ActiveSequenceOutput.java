package unroll.layers.runtime;

import java.util.Arrays;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.SequenceOutput;
import unroll.layers.kernel.CpuOutput;
import unroll.layers.kernel.LabeledRows;
import unroll.layers.kernel.OutputGradients;
import unroll.layers.kernel.OutputKernel;
import unroll.layers.kernel.OutputStep;
import unroll.layers.kernel.OutputWeights;
import unroll.layers.kernel.PortableOutput;

/**
 * A {@link SequenceOutput} with its parameters. The backward pass computes the loss as well, and
 * keeps it for the score that DL4J asks for next.
 */
public final class ActiveSequenceOutput extends BaseLayer<SequenceOutput>
    implements SequenceScorer {
  private static final long serialVersionUID = 1L;

  private final transient OutputKernel kernel;
  private final transient InputDropout dropout;
  private INDArray labels;
  private INDArray featuresMask;

  /** Of the newest backward pass; NaN is a loss too, so null says that there is none. */
  private Double knownLoss;

  public ActiveSequenceOutput(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    SequenceOutput layer = layerConf();
    this.dropout = new InputDropout(layer);
    this.kernel =
        KernelSelection.isCpu(layer.getKernel(), type, "SequenceOutput")
            ? new CpuOutput(layer.getLoss(), layer.getLabelSmoothing(), OutputKernel.BLOCK_NUMBERS)
            : new PortableOutput(
                layer.getLoss(), layer.getLabelSmoothing(), OutputKernel.BLOCK_NUMBERS);
  }

  /** Whether the fast kernel computes. */
  boolean isCpu() {
    return kernel instanceof CpuOutput;
  }

  /**
   * What computes single rows with this layer's parameters as they are at each call.
   *
   * @throws IllegalStateException if the layer's kernel is the portable one
   */
  public OutputStep step() {
    if (kernel instanceof CpuOutput cpu) {
      return cpu.step(weights(false, LayerWorkspaceMgr.noWorkspaces()));
    }
    throw new IllegalStateException(
        name() + ": kernel: single steps need kernel CPU, but the portable one computes");
  }

  /**
   * Probabilities, or outputs if the loss is the squared error.
   *
   * @return {@code [batch, output, time]}, zero at steps that the features mask leaves out; {@code
   *     [batch, output]} of vectors
   */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireRightInput();
    INDArray matrix = matrix(training, workspaces);
    INDArray output =
        TimeMajor.create(
            workspaces,
            ArrayType.ACTIVATIONS,
            dataType,
            time(),
            input.size(0),
            layerConf().getNOut(),
            false);
    kernel.activate(matrix, weights(training, workspaces), output);
    if (!isSequence()) {
      return output;
    }
    if (featuresMask != null) {
      INDArray present = featuresMask.neq(0).castTo(dataType).permute(1, 0).dup('c');
      output.muliColumnVector(present.reshape(output.size(0), 1));
    }
    return TimeMajor.view(output, time(), input.size(0));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    LabeledRows rows = labeledRows(true, workspaces);
    INDArray inputGradient =
        TimeMajor.create(
            workspaces,
            ArrayType.ACTIVATION_GRAD,
            dataType,
            time(),
            input.size(0),
            layerConf().getNIn(),
            !(rows.isComplete() && kernel instanceof CpuOutput));
    OutputGradients gradients =
        new OutputGradients(
            weightGradient(), gradientViews.get(OutputParameters.BIAS), inputGradient);
    double[] losses = kernel.train(rows, weights(true, workspaces), gradients);
    knownLoss = Arrays.stream(losses).sum();
    if (layerConf().getIDropout() != null) {
      dropout.backward(inputGradient, input.size(0), iterationCount, epochCount);
    }
    Gradient gradient = new DefaultGradient(gradientsFlattened);
    gradientViews.forEach((key, view) -> gradient.setGradientFor(key, view, 'c'));
    return new Pair<>(
        gradient,
        isSequence() ? TimeMajor.view(inputGradient, time(), input.size(0)) : inputGradient);
  }

  private INDArray weightGradient() {
    return layerConf().isTiedToEmbedding()
        ? TiedEmbedding.outputGradient(gradientsFlattened, layerConf(), name())
        : gradientViews.get(OutputParameters.WEIGHTS);
  }

  private OutputWeights weights(boolean training, LayerWorkspaceMgr workspaces) {
    boolean isTied = layerConf().isTiedToEmbedding();
    INDArray matrix =
        isTied
            ? TiedEmbedding.outputWeights(paramsFlattened, layerConf(), name())
            : getParamWithNoise(OutputParameters.WEIGHTS, training, workspaces);
    INDArray bias = getParamWithNoise(OutputParameters.BIAS, training, workspaces);
    return new OutputWeights(
        matrix.ordering() == 'c' ? matrix : matrix.dup('c'),
        isTied,
        bias.reshape(layerConf().getNOut()));
  }

  /** {@code [time * batch, input]}, with some numbers dropped in training. */
  private INDArray matrix(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray sequence = isSequence() ? input : input.reshape(input.size(0), input.size(1), 1);
    INDArray matrix = TimeMajor.matrix(sequence, dataType);
    return training && layerConf().getIDropout() != null
        ? dropout.apply(matrix, input.size(0), iterationCount, epochCount, workspaces)
        : matrix;
  }

  private LabeledRows labeledRows(boolean training, LayerWorkspaceMgr workspaces) {
    requireRightInput();
    if (labels == null) {
      throw new IllegalStateException(name() + ": labels: none are set");
    }
    INDArray matrix = matrix(training, workspaces);
    StepLabels reader = new StepLabels(layerConf(), dataType, name(), input.size(0));
    return isSequence()
        ? reader.ofSteps(matrix, labels, maskArray == null ? featuresMask : maskArray)
        : reader.ofVectors(matrix, labels, maskArray);
  }

  private boolean isSequence() {
    return input.rank() == 3;
  }

  private long time() {
    return isSequence() ? input.size(2) : 1;
  }

  private void requireRightInput() {
    long expected = layerConf().getNIn();
    if (input.rank() < 2 || input.rank() > 3 || input.size(1) != expected) {
      throw new IllegalArgumentException(
          "%s: nIn: expected input [batch, %d, time] or [batch, %d], got %s"
              .formatted(name(), expected, expected, Arrays.toString(input.shape())));
    }
  }

  @Override
  public double computeScore(
      double regularization, boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    Double known = training ? knownLoss : null;
    // Parameters change between a backward pass and a second question, so it is answered once.
    knownLoss = null;
    double sum = known != null ? known : Arrays.stream(losses(training, workspaces)).sum();
    score = (conf().isMiniBatch() ? sum / getInputMiniBatchSize() : sum) + regularization;
    return score;
  }

  private double[] losses(boolean training, LayerWorkspaceMgr workspaces) {
    return kernel.losses(labeledRows(training, workspaces), weights(training, workspaces));
  }

  /** The loss of every row, summed over its labeled steps, {@code [batch, 1]}. */
  @Override
  public INDArray computeScoreForExamples(double regularization, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    LabeledRows rows = labeledRows(false, workspaces);
    double[] losses = kernel.losses(rows, weights(false, workspaces));
    double[] sums = new double[(int) input.size(0)];
    Arrays.fill(sums, regularization);
    for (int i = 0; i < losses.length; i++) {
      sums[rows.places()[i] % sums.length] += losses[i];
    }
    INDArray scores = Nd4j.createFromArray(sums).castTo(dataType).reshape(sums.length, 1);
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, scores);
  }

  @Override
  public void setInput(INDArray newInput, LayerWorkspaceMgr workspaces) {
    super.setInput(newInput, workspaces);
    knownLoss = null;
  }

  @Override
  public void setLabels(INDArray newLabels) {
    labels = newLabels;
    knownLoss = null;
  }

  @Override
  public INDArray getLabels() {
    return labels;
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  @SuppressWarnings("deprecation")
  public int numLabels() {
    return (int) layerConf().getNOut();
  }

  /** Sets the labels mask; null takes both masks away. */
  @Override
  public void setMaskArray(INDArray mask) {
    super.setMaskArray(mask);
    if (mask == null) {
      featuresMask = null;
    }
    knownLoss = null;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    featuresMask = mask;
    knownLoss = null;
    return null;
  }

  @Override
  public void setParams(INDArray params) {
    if (params != paramsFlattened) {
      setParams(params, 'c');
    }
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public Type type() {
    return input != null && input.rank() == 2 ? Type.FEED_FORWARD : Type.RECURRENT;
  }

  @Override
  public void clear() {
    super.clear();
    labels = null;
    featuresMask = null;
    knownLoss = null;
  }

  @Override
  public String name() {
    String given = layerConf().getLayerName();
    return "layer %d (SequenceOutput%s)".formatted(index, given == null ? "" : " \"" + given + '"');
  }
}
