package unroll.layers;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.runtime.ActiveSymbolEmbedding;
import unroll.layers.runtime.EmbeddingParameters;

/**
 * Configuration of a layer that gives every symbol a vector of its own: ids {@code [batch, 1,
 * time]} of any type become {@code [batch, nOut, time]}. There are nIn symbols, with ids from 0;
 * the id {@link #NO_SYMBOL} and masked steps give the zero vector. It has one parameter, {@code W}
 * {@code [nIn, nOut]}. A network-wide activation function or dropout does not apply to it.
 */
public final class SymbolEmbedding extends FeedForwardLayer {
  /** The id of a step without a symbol. */
  public static final int NO_SYMBOL = -1;

  /** The padding id of a layer all of whose symbols are learned. */
  public static final int NO_PADDING = -1;

  private static final long serialVersionUID = 1L;

  private int paddingId = NO_PADDING;
  private boolean tied;
  private KernelChoice kernel = KernelChoice.AUTO;

  private SymbolEmbedding() {}

  private SymbolEmbedding(Builder builder) {
    super(builder);
    this.paddingId = builder.paddingId;
    this.tied = builder.tied;
    this.kernel = Objects.requireNonNull(builder.kernel, "SymbolEmbedding: kernel");
    if (paddingId < NO_PADDING || paddingId >= Math.max(1, getNIn())) {
      throw new IllegalArgumentException(
          "SymbolEmbedding: paddingId: expected 0 to %d, or -1 for none, got %d"
              .formatted(getNIn() - 1, paddingId));
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
    LayerValidation.assertNInNOutSet("SymbolEmbedding", getLayerName(), index, getNIn(), getNOut());
    return NewLayer.of(
        new ActiveSymbolEmbedding(conf, type), conf, listeners, index, parameters, initialize);
  }

  @Override
  public ParamInitializer initializer() {
    return new EmbeddingParameters();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    if (!(inputType instanceof InputType.InputTypeRecurrent sequence) || sequence.getSize() != 1) {
      throw new IllegalStateException(
          "layer %d (SymbolEmbedding \"%s\"): expected a recurrent input type of size 1, got %s"
              .formatted(layerIndex, getLayerName(), inputType));
    }
    return InputType.recurrent(getNOut(), sequence.getTimeSeriesLength(), RNNFormat.NCW);
  }

  /** An id is one number, whatever the number of symbols; so nothing is inferred. */
  @Override
  public void setNIn(InputType inputType, boolean override) {}

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return inputType instanceof InputType.InputTypeRecurrent
        ? null
        : super.getPreProcessorForInputType(inputType);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return null;
  }

  /** Id of the symbol whose vector stays zero, or {@link #NO_PADDING}. */
  public int getPaddingId() {
    return paddingId;
  }

  public void setPaddingId(int paddingId) {
    this.paddingId = paddingId;
  }

  /** Whether a {@link SequenceOutput} uses this layer's vectors as its weights. */
  public boolean isTied() {
    return tied;
  }

  public void setTied(boolean tied) {
    this.tied = tied;
  }

  public KernelChoice getKernel() {
    return kernel;
  }

  public void setKernel(KernelChoice kernel) {
    this.kernel = kernel;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SymbolEmbedding;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof SymbolEmbedding that
        && paddingId == that.paddingId
        && tied == that.tied
        && kernel == that.kernel;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), paddingId, tied, kernel);
  }

  /** Makes {@link SymbolEmbedding} layers. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private int paddingId = NO_PADDING;
    private boolean tied;
    private KernelChoice kernel = KernelChoice.AUTO;

    /** The symbol whose vector is zero and stays so; by default none. */
    public Builder paddingId(int paddingId) {
      this.paddingId = paddingId;
      return this;
    }

    /**
     * For the first layer of a network whose last is a {@link SequenceOutput} with {@code
     * tiedToEmbedding(true)}: the gradient is added to what that layer has written.
     */
    public Builder tied(boolean tied) {
      this.tied = tied;
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
          "SymbolEmbedding: activation: expected none, for the layer looks vectors up; got "
              + activation);
    }

    /**
     * Refused.
     *
     * @throws IllegalArgumentException unless it is null
     */
    @Override
    public void setIDropout(IDropout dropout) {
      if (dropout != null) {
        throw new IllegalArgumentException(
            "SymbolEmbedding: dropOut: ids cannot be dropped; drop the next layer's input instead;"
                + " got "
                + dropout);
      }
    }

    @Override
    public SymbolEmbedding build() {
      return new SymbolEmbedding(this);
    }
  }
}
