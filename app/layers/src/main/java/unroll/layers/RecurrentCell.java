package unroll.layers;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.kernel.Cell;
import unroll.layers.runtime.ActiveRecurrentLayer;
import unroll.layers.runtime.RecurrentParameters;

/**
 * Configuration of a recurrent layer: what {@link Rnn}, {@link Lstm} and {@link Gru} have in
 * common.
 *
 * <p>Reads {@code [batch, input, time]}, or symbol ids {@code [batch, 1, time]} with {@link
 * Builder#symbolInput}. Gives {@code [batch, unit, time]}, twice the units if both directions are
 * concatenated, or {@code [batch, unit]} with a {@link Pooling}. Masked steps are skipped: a row
 * with padding, wherever it stands, is what it would be alone, and its output is zero there.
 */
public abstract class RecurrentCell extends BaseRecurrentLayer {
  private static final long serialVersionUID = 1L;

  private KernelChoice kernel = KernelChoice.AUTO;
  private boolean symbolInput;
  private Merge merge;
  private Pooling pooling;

  /** For Jackson. */
  protected RecurrentCell() {}

  protected RecurrentCell(Builder<?> builder) {
    super(builder);
    this.kernel = Objects.requireNonNull(builder.kernel, "kernel");
    this.symbolInput = builder.symbolInput;
    this.merge = builder.merge;
    this.pooling = builder.pooling;
    if (builder.rnnDataFormat() != RNNFormat.NCW) {
      throw new IllegalArgumentException(
          "%s: dataFormat: expected NCW, [batch, unit, time], got %s"
              .formatted(getClass().getSimpleName(), builder.rnnDataFormat()));
    }
    if (symbolInput && iDropout != null) {
      throw new IllegalArgumentException(
          "%s: dropOut: symbol ids cannot be dropped; drop the output of the layer instead"
              .formatted(getClass().getSimpleName()));
    }
  }

  /** What the layer computes at a step. */
  public abstract Cell cell();

  /** Where the bias of a gate starts; the layer's {@code biasInit} unless the cell says more. */
  public double biasInit(int gate) {
    return Double.isNaN(getBiasInit()) ? 0 : getBiasInit();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    LayerValidation.assertNInNOutSet(
        getClass().getSimpleName(), getLayerName(), index, getNIn(), getNOut());
    return NewLayer.of(
        new ActiveRecurrentLayer(conf, type), conf, listeners, index, parameters, initialize);
  }

  @Override
  public ParamInitializer initializer() {
    return new RecurrentParameters();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    if (!(inputType instanceof InputType.InputTypeRecurrent sequence)) {
      throw new IllegalStateException(
          "layer %d (%s \"%s\"): expected a recurrent input type, got %s"
              .formatted(layerIndex, getClass().getSimpleName(), getLayerName(), inputType));
    }
    if (sequence.getFormat() == RNNFormat.NWC) {
      throw new IllegalStateException(
          "layer %d (%s): dataFormat: expected NCW, [batch, unit, time], got an input type in NWC"
              .formatted(layerIndex, getClass().getSimpleName()));
    }
    return pooling == null
        ? InputType.recurrent(outputSize(), sequence.getTimeSeriesLength(), RNNFormat.NCW)
        : InputType.feedForward(outputSize());
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    // An id is one number, but stands for a vector as wide as there are symbols.
    if (symbolInput) {
      setRnnDataFormat(RNNFormat.NCW);
    } else {
      super.setNIn(inputType, override);
    }
  }

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

  /** Numbers that the layer gives at a step, or of a row with a pooling. */
  public long outputSize() {
    return merge == Merge.CONCATENATE ? 2 * getNOut() : getNOut();
  }

  /** Whether a second set of weights reads every row from its end. */
  public boolean readsBothWays() {
    return merge != null;
  }

  public KernelChoice getKernel() {
    return kernel;
  }

  public void setKernel(KernelChoice kernel) {
    this.kernel = kernel;
  }

  public boolean isSymbolInput() {
    return symbolInput;
  }

  public void setSymbolInput(boolean symbolInput) {
    this.symbolInput = symbolInput;
  }

  /** Null for a layer of one direction. */
  public Merge getMerge() {
    return merge;
  }

  public void setMerge(Merge merge) {
    this.merge = merge;
  }

  /** Null for a layer that gives all steps. */
  public Pooling getPooling() {
    return pooling;
  }

  public void setPooling(Pooling pooling) {
    this.pooling = pooling;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof RecurrentCell that
        && getClass() == that.getClass()
        && kernel == that.kernel
        && symbolInput == that.symbolInput
        && merge == that.merge
        && pooling == that.pooling;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), kernel, symbolInput, merge, pooling);
  }

  /** What the builders of all cells have in common. */
  public abstract static class Builder<T extends Builder<T>> extends BaseRecurrentLayer.Builder<T> {
    private KernelChoice kernel = KernelChoice.AUTO;
    private boolean symbolInput;
    private Merge merge;
    private Pooling pooling;

    @SuppressWarnings("unchecked")
    private T self() {
      return (T) this;
    }

    RNNFormat rnnDataFormat() {
      return rnnDataFormat;
    }

    /** Which code computes the layer; by default the fastest that can. */
    public T kernel(KernelChoice kernel) {
      this.kernel = kernel;
      return self();
    }

    /**
     * Reads symbol ids {@code [batch, 1, time]} from 0 to nIn - 1 as one-hot vectors of size nIn,
     * without making them: a product with one is a row of the weights. The id -1 is the zero
     * vector.
     */
    public T symbolInput(boolean symbolInput) {
      this.symbolInput = symbolInput;
      return self();
    }

    /** Reads every row forward and backward, each row within its own unmasked steps. */
    public T bidirectional(Merge merge) {
      this.merge = merge;
      return self();
    }

    /** Gives one vector a row instead of one a step. */
    public T pooling(Pooling pooling) {
      this.pooling = pooling;
      return self();
    }
  }
}
