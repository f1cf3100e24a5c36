package unroll.layers;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.runtime.ActiveSequenceOutput;
import unroll.layers.runtime.OutputParameters;

/**
 * Configuration of an output layer with a loss: a dense layer at every step of {@code [batch, nIn,
 * time]}, or of a vector a row {@code [batch, nIn]}. Only steps with a label are computed in
 * training.
 *
 * <p>Labels are {@code [batch, nOut, time]}, or for softmax also symbol ids {@code [batch, 1,
 * time]}; those of vectors are {@code [batch, nOut]} or {@code [batch, 1]}, or sequences whose mask
 * leaves one step a row. The labels mask {@code [batch, time]} says which steps have a label; where
 * there is none, the features mask does. The score is the sum of the losses of the labeled steps
 * over the number of rows.
 */
public final class SequenceOutput extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;

  private SequenceLoss loss = SequenceLoss.SOFTMAX_CROSS_ENTROPY;
  private double labelSmoothing;
  private boolean tiedToEmbedding;
  private int tiedFrom;
  private KernelChoice kernel = KernelChoice.AUTO;

  private SequenceOutput() {}

  private SequenceOutput(Builder builder) {
    super(builder);
    this.loss = Objects.requireNonNull(builder.loss, "SequenceOutput: loss");
    this.labelSmoothing = builder.labelSmoothing;
    this.tiedToEmbedding = builder.tiedToEmbedding;
    this.tiedFrom = builder.tiedFrom;
    this.kernel = Objects.requireNonNull(builder.kernel, "SequenceOutput: kernel");
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "SequenceOutput: labelSmoothing: expected at least 0 and below 1, got " + labelSmoothing);
    }
    if (labelSmoothing > 0 && loss != SequenceLoss.SOFTMAX_CROSS_ENTROPY) {
      throw new IllegalArgumentException(
          "SequenceOutput: labelSmoothing: expected 0 with loss %s, got %s"
              .formatted(loss, labelSmoothing));
    }
    initializeConstraints(builder);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    LayerValidation.assertNInNOutSet("SequenceOutput", getLayerName(), index, getNIn(), getNOut());
    return NewLayer.of(
        new ActiveSequenceOutput(conf, type), conf, listeners, index, parameters, initialize);
  }

  @Override
  public ParamInitializer initializer() {
    return new OutputParameters();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    if (inputType instanceof InputType.InputTypeRecurrent sequence) {
      return InputType.recurrent(getNOut(), sequence.getTimeSeriesLength(), RNNFormat.NCW);
    }
    return super.getOutputType(layerIndex, inputType);
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    if (!(inputType instanceof InputType.InputTypeRecurrent sequence)) {
      return super.getPreProcessorForInputType(inputType);
    }
    if (sequence.getFormat() != RNNFormat.NCW) {
      throw new IllegalStateException(
          "SequenceOutput \"%s\": expected input in format NCW, [batch, nIn, time], got %s"
              .formatted(getLayerName(), sequence.getFormat()));
    }
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return null;
  }

  public SequenceLoss getLoss() {
    return loss;
  }

  public void setLoss(SequenceLoss loss) {
    this.loss = loss;
  }

  /** The part of a target that is spread evenly over all outputs. */
  public double getLabelSmoothing() {
    return labelSmoothing;
  }

  public void setLabelSmoothing(double labelSmoothing) {
    this.labelSmoothing = labelSmoothing;
  }

  /** Whether the weights are those of the network's first layer, a {@link SymbolEmbedding}. */
  public boolean isTiedToEmbedding() {
    return tiedToEmbedding;
  }

  public void setTiedToEmbedding(boolean tiedToEmbedding) {
    this.tiedToEmbedding = tiedToEmbedding;
  }

  /** The symbol of that layer whose vector is the first output's. */
  public int getTiedFrom() {
    return tiedFrom;
  }

  public void setTiedFrom(int tiedFrom) {
    this.tiedFrom = tiedFrom;
  }

  public KernelChoice getKernel() {
    return kernel;
  }

  public void setKernel(KernelChoice kernel) {
    this.kernel = kernel;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceOutput;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof SequenceOutput that
        && loss == that.loss
        && Double.compare(labelSmoothing, that.labelSmoothing) == 0
        && tiedToEmbedding == that.tiedToEmbedding
        && tiedFrom == that.tiedFrom
        && kernel == that.kernel;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), loss, labelSmoothing, tiedToEmbedding, tiedFrom, kernel);
  }

  /** Makes {@link SequenceOutput} layers. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private SequenceLoss loss = SequenceLoss.SOFTMAX_CROSS_ENTROPY;
    private double labelSmoothing;
    private boolean tiedToEmbedding;
    private int tiedFrom;
    private KernelChoice kernel = KernelChoice.AUTO;

    /** What is minimized, and with it the activation function. */
    public Builder loss(SequenceLoss loss) {
      this.loss = loss;
      return this;
    }

    /**
     * Makes targets {@code (1 - s) target + s / nOut}; softmax only.
     *
     * @param labelSmoothing s, from 0 to below 1
     */
    public Builder labelSmoothing(double labelSmoothing) {
      this.labelSmoothing = labelSmoothing;
      return this;
    }

    /**
     * Uses the vectors of the network's first layer, a {@link SymbolEmbedding} with nIn and nOut
     * exchanged and {@code tied(true)}, as the weights: every symbol's logit is the product of the
     * input with its vector, and a bias.
     */
    public Builder tiedToEmbedding(boolean tiedToEmbedding) {
      this.tiedToEmbedding = tiedToEmbedding;
      return this;
    }

    /**
     * Uses the last nOut of the vectors, where that layer reads other symbols before them.
     *
     * @param tiedFrom the symbol that is the first output
     */
    public Builder tiedFrom(int tiedFrom) {
      this.tiedFrom = tiedFrom;
      return this;
    }

    /** Which code computes the layer; by default the fastest that can. */
    public Builder kernel(KernelChoice kernel) {
      this.kernel = kernel;
      return this;
    }

    /**
     * Refused.
     *
     * @throws IllegalArgumentException always
     */
    @Override
    public void setActivationFn(IActivation activation) {
      throw new IllegalArgumentException(
          "SequenceOutput: activation: expected none, for the loss says which; got " + activation);
    }

    @Override
    public SequenceOutput build() {
      return new SequenceOutput(this);
    }
  }
}
