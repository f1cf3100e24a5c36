package unroll.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.runtime.ActiveEncoderDecoder;
import unroll.layers.runtime.EncoderDecoderParameters;

/**
 * Two stacks of recurrent layers in one layer: the encoder reads the source steps of a row, the
 * decoder goes on from its final state at the target steps (Sutskever et al., 2014), and looks at
 * all that the encoder said at the source steps by {@link Attention}.
 *
 * <p>Reads {@code [batch, input, time]}, in which the source and the target of a row stand at any
 * steps, told apart by the mask {@code [batch, time]}: {@link #SOURCE} at source steps, {@link
 * #TARGET} at target steps, 0 where there is nothing. Gives {@code [batch, unit, time]}: at a
 * target step the decoder's state or, with attention, {@code tanh(C [context; state] + b)}; zeros
 * elsewhere.
 *
 * <p>Between the stacks stands a bridge: {@code tanh(W h + b)} of the final hidden states of the
 * encoder's layer begins the decoder's layer, and {@code W c + b} of the final cell states those of
 * an LSTM.
 */
public final class EncoderDecoder extends BaseRecurrentLayer {
  /** What the mask says of a source step. */
  public static final int SOURCE = 1;

  /** What the mask says of a target step. */
  public static final int TARGET = 2;

  private static final long serialVersionUID = 1L;

  private List<RecurrentCell> encoder;
  private List<RecurrentCell> decoder;
  private Attention attention;
  private boolean inputFeeding;

  private EncoderDecoder() {}

  private EncoderDecoder(Builder builder) {
    super(builder);
    this.encoder = List.copyOf(builder.encoder);
    this.decoder = List.copyOf(builder.decoder);
    this.attention = builder.attention;
    this.inputFeeding = builder.inputFeeding;
    requireFit();
  }

  private void requireFit() {
    require(!encoder.isEmpty() && !decoder.isEmpty(), "expected layers in both stacks");
    require(getIDropout() == null, "dropOut: expected on the layers of the stacks");
    requireStack("encoder", encoder, nIn);
    requireStack("decoder", decoder, inputFeeding ? nIn + nOut : nIn);
    require(
        decoder.get(decoder.size() - 1).getNOut() == nOut,
        "nOut: expected the units of the last decoder layer");
    require(!inputFeeding || attention != Attention.NONE, "inputFeeding: goes with an attention");
    require(
        attention != Attention.DOT || sourceWidth() == nOut,
        "attention: DOT needs encoder states as wide as the decoder's");
    for (RecurrentCell cell : decoder) {
      require(!cell.readsBothWays(), "a decoder reads in one direction");
      require(cell.cell() == encoder.get(0).cell(), "expected the same cell in both stacks");
    }
  }

  private static void requireStack(String name, List<RecurrentCell> stack, long input) {
    long width = input;
    for (RecurrentCell cell : stack) {
      require(cell.getNIn() == width, name + ": expected a layer that reads " + width + " numbers");
      require(cell.getPooling() == null, name + ": expected a layer without pooling");
      require(
          cell.getMerge() == null || cell.getMerge() == Merge.CONCATENATE,
          name + ": expected directions side by side");
      width = cell.outputSize();
    }
  }

  private static void require(boolean isRight, String message) {
    if (!isRight) {
      throw new IllegalArgumentException("EncoderDecoder: " + message);
    }
  }

  /** Numbers of an encoded source step. */
  public long sourceWidth() {
    return encoder.get(encoder.size() - 1).outputSize();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return NewLayer.of(
        new ActiveEncoderDecoder(conf, type), conf, listeners, index, parameters, initialize);
  }

  @Override
  public ParamInitializer initializer() {
    return new EncoderDecoderParameters();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    if (!(inputType instanceof InputType.InputTypeRecurrent sequence)) {
      throw new IllegalStateException(
          "layer %d (EncoderDecoder \"%s\"): expected a recurrent input type, got %s"
              .formatted(layerIndex, getLayerName(), inputType));
    }
    return InputType.recurrent(nOut, sequence.getTimeSeriesLength(), RNNFormat.NCW);
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    // The stacks have said how wide their input is.
    setRnnDataFormat(RNNFormat.NCW);
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

  public List<RecurrentCell> getEncoder() {
    return encoder;
  }

  public void setEncoder(List<RecurrentCell> encoder) {
    this.encoder = encoder;
  }

  public List<RecurrentCell> getDecoder() {
    return decoder;
  }

  public void setDecoder(List<RecurrentCell> decoder) {
    this.decoder = decoder;
  }

  public Attention getAttention() {
    return attention;
  }

  public void setAttention(Attention attention) {
    this.attention = attention;
  }

  /** Whether the decoder reads what it gave at the step before too (Luong et al., 2015). */
  public boolean isInputFeeding() {
    return inputFeeding;
  }

  public void setInputFeeding(boolean inputFeeding) {
    this.inputFeeding = inputFeeding;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof EncoderDecoder that
        && encoder.equals(that.encoder)
        && decoder.equals(that.decoder)
        && attention == that.attention
        && inputFeeding == that.inputFeeding;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), encoder, decoder, attention, inputFeeding);
  }

  /** Makes {@link EncoderDecoder} layers. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends BaseRecurrentLayer.Builder<Builder> {
    private final List<RecurrentCell> encoder = new ArrayList<>();
    private final List<RecurrentCell> decoder = new ArrayList<>();
    private Attention attention = Attention.NONE;
    private boolean inputFeeding;

    /** The layers that read the source, from the input up; their dropout is of their input. */
    public Builder encoder(List<RecurrentCell> layers) {
      encoder.addAll(layers);
      return this;
    }

    /** The layers that write the target, from the input up; their dropout is of their input. */
    public Builder decoder(List<RecurrentCell> layers) {
      decoder.addAll(layers);
      return this;
    }

    /** How the decoder looks at the source; by default not at all. */
    public Builder attention(Attention attention) {
      this.attention = attention;
      return this;
    }

    /** Whether the decoder reads what it gave at the step before too. */
    public Builder inputFeeding(boolean inputFeeding) {
      this.inputFeeding = inputFeeding;
      return this;
    }

    @Override
    public EncoderDecoder build() {
      return new EncoderDecoder(this);
    }
  }
}
