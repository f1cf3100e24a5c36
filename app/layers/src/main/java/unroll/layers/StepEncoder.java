package unroll.layers;

import java.util.Arrays;
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
import unroll.layers.kernel.EncoderShape;
import unroll.layers.runtime.ActiveStepEncoder;
import unroll.layers.runtime.EncoderParameters;

/**
 * Configuration of a first layer for sequences whose steps hold different things: {@code [batch, 1
 * + frame, time]} becomes {@code [batch, nOut, time]}. Index 0 says what a step holds: {@link
 * #NOTHING} gives the zero vector, an id from 0 the symbol's own vector, and {@link #FRAME} the
 * encoding of the numbers at the indices from 1, {@code [channel, row, column]} in c order. Those
 * of other steps are not read, and masked steps give the zero vector; only frames cost arithmetic.
 *
 * <p>A frame goes through convolution blocks (stride 1, size kept, ReLU, then the maximum over
 * windows side by side), dense layers with ReLU, and a linear map with a bias; without any block or
 * layer it is projected. ReLU weights start as He et al. (2015) have them, the linear map and the
 * symbols at the network's initialization, by default Xavier; see {@link EncoderParameters}.
 */
public final class StepEncoder extends FeedForwardLayer {
  /** Stands at a step that holds nothing. */
  public static final int NOTHING = -1;

  /** Stands at a step that holds a frame. */
  public static final int FRAME = -2;

  private static final long serialVersionUID = 1L;

  private int channels;
  private int height;
  private int width;
  private int symbols;
  private int[] filters = {};
  private int[] kernels = {};
  private int[] pools = {};
  private int[] hidden = {};
  private double dropout;
  private KernelChoice kernel = KernelChoice.AUTO;

  private StepEncoder() {}

  private StepEncoder(Builder builder) {
    super(builder);
    this.channels = builder.frame[0];
    this.height = builder.frame[1];
    this.width = builder.frame[2];
    this.symbols = builder.symbols;
    this.filters = builder.filters;
    this.kernels = builder.kernels;
    this.pools = builder.pools;
    this.hidden = builder.hidden;
    this.dropout = builder.dropout;
    this.kernel = Objects.requireNonNull(builder.kernel, "StepEncoder: kernel");
    new EncoderCheck(this).requireRight();
    setNIn(1L + shape().frame());
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
    LayerValidation.assertNInNOutSet("StepEncoder", getLayerName(), index, getNIn(), getNOut());
    return NewLayer.of(
        new ActiveStepEncoder(conf, type), conf, listeners, index, parameters, initialize);
  }

  @Override
  public ParamInitializer initializer() {
    return new EncoderParameters();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    if (!(inputType instanceof InputType.InputTypeRecurrent sequence)
        || sequence.getSize() != getNIn()) {
      throw new IllegalStateException(
          "layer %d (StepEncoder \"%s\"): expected a recurrent input type of size %d, got %s"
              .formatted(layerIndex, getLayerName(), getNIn(), inputType));
    }
    return InputType.recurrent(getNOut(), sequence.getTimeSeriesLength(), RNNFormat.NCW);
  }

  /** The frame says how large the input is. */
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

  /** The sizes of the encoder of frames. */
  public EncoderShape shape() {
    return EncoderShape.of(
        new int[] {channels, height, width}, filters, kernels, pools, hidden, getNOut());
  }

  public int getChannels() {
    return channels;
  }

  public int getHeight() {
    return height;
  }

  public int getWidth() {
    return width;
  }

  /** Symbols that have a vector; may be 0. */
  public int getSymbols() {
    return symbols;
  }

  /** Filters of every convolution block. */
  public int[] getFilters() {
    return filters.clone();
  }

  /** Rows and columns of a filter of every block. */
  public int[] getKernels() {
    return kernels.clone();
  }

  /** Rows and columns of a pooling window of every block; 1 for no pooling. */
  public int[] getPools() {
    return pools.clone();
  }

  /** Sizes of the dense layers before the linear map. */
  public int[] getHidden() {
    return hidden.clone();
  }

  /** Part of what the linear map reads that is dropped in training. */
  public double getDropout() {
    return dropout;
  }

  public KernelChoice getKernel() {
    return kernel;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof StepEncoder;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof StepEncoder that
        && Arrays.deepEquals(keys(), that.keys());
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), Arrays.deepHashCode(keys()));
  }

  private Object[] keys() {
    return new Object[] {
      channels, height, width, symbols, filters, kernels, pools, hidden, dropout, kernel
    };
  }

  /** Makes {@link StepEncoder} layers. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private int[] frame = {0, 0, 0};
    private int symbols;
    private int[] filters = {};
    private int[] kernels = {};
    private int[] pools = {};
    private int[] hidden = {};
    private double dropout;
    private KernelChoice kernel = KernelChoice.AUTO;

    /** The sizes of a frame; a vector is {@code frame(size, 1, 1)}. */
    public Builder frame(int channels, int height, int width) {
      this.frame = new int[] {channels, height, width};
      return this;
    }

    /** How many symbols have a vector; by default none. */
    public Builder symbols(int symbols) {
      this.symbols = symbols;
      return this;
    }

    /** Filters of every convolution block; by default there is no block. */
    public Builder filters(int... filters) {
      this.filters = filters.clone();
      return this;
    }

    /** Rows and columns of a filter, odd, one for every block. */
    public Builder kernels(int... kernels) {
      this.kernels = kernels.clone();
      return this;
    }

    /** Rows and columns of a pooling window, one for every block; 1 for no pooling. */
    public Builder pools(int... pools) {
      this.pools = pools.clone();
      return this;
    }

    /** Sizes of the dense layers before the linear map; by default there is none. */
    public Builder hidden(int... hidden) {
      this.hidden = hidden.clone();
      return this;
    }

    /**
     * Drops part of what the linear map reads in training, and multiplies the rest by {@code 1 / (1
     * - dropout)}.
     *
     * @param dropout the part that is dropped, from 0 to below 1
     */
    public Builder dropout(double dropout) {
      this.dropout = dropout;
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
          "StepEncoder: activation: expected none, for inner layers have ReLU and the last is"
              + " linear; got "
              + activation);
    }

    /**
     * Refused.
     *
     * @throws IllegalArgumentException unless it is null
     */
    @Override
    public void setIDropout(IDropout newDropout) {
      if (newDropout != null) {
        throw new IllegalArgumentException(
            "StepEncoder: dropOut: what a step holds cannot be dropped; set dropout; got "
                + newDropout);
      }
    }

    @Override
    public StepEncoder build() {
      return new StepEncoder(this);
    }
  }
}
