package unroll.layers;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Turns symbol ids {@code [batch, 1, time]} into one-hot vectors {@code [batch, size, time]}. The
 * id {@link #NO_SYMBOL} becomes the zero vector: a step without an input.
 */
public final class OneHotPreProcessor implements InputPreProcessor {
  /** The id of a step that has no input. */
  public static final int NO_SYMBOL = -1;

  private static final long serialVersionUID = 1L;

  private final int size;
  private final DataType dataType;

  /**
   * @param size number of different symbols
   * @param dataType type of the one-hot vectors: the network's own
   */
  public OneHotPreProcessor(
      @JsonProperty("size") int size, @JsonProperty("dataType") DataType dataType) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "OneHotPreProcessor: size must be at least 1, got " + size);
    }
    this.size = size;
    this.dataType = Objects.requireNonNull(dataType, "OneHotPreProcessor: dataType");
  }

  public int getSize() {
    return size;
  }

  public DataType getDataType() {
    return dataType;
  }

  /**
   * @param input ids {@code [batch, 1, time]}, each from {@link #NO_SYMBOL} to size - 1
   * @throws IllegalArgumentException if the shape or an id does not fit
   */
  @Override
  public INDArray preProcess(INDArray input, int miniBatchSize, LayerWorkspaceMgr workspaceMgr) {
    if (input.rank() != 3 || input.size(1) != 1) {
      throw new IllegalArgumentException(
          "OneHotPreProcessor: expected ids of shape [batch, 1, time], got "
              + Arrays.toString(input.shape()));
    }
    int batch = (int) input.size(0);
    int time = (int) input.size(2);
    INDArray oneHot =
        workspaceMgr.create(ArrayType.ACTIVATIONS, dataType, new long[] {batch, size, time}, 'f');
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < time; step++) {
        int id = input.getInt(row, 0, step);
        if (id < NO_SYMBOL || id >= size) {
          throw new IllegalArgumentException(
              "OneHotPreProcessor: id %d at row %d, step %d; expected %d to %d"
                  .formatted(id, row, step, NO_SYMBOL, size - 1));
        }
        if (id != NO_SYMBOL) {
          oneHot.putScalar(row, id, step, 1.0);
        }
      }
    }
    return oneHot;
  }

  /** Ids have no gradient; what comes in is handed on, for DL4J's composition refuses null. */
  @Override
  public INDArray backprop(INDArray output, int miniBatchSize, LayerWorkspaceMgr workspaceMgr) {
    return output;
  }

  @Override
  public InputType getOutputType(InputType inputType) {
    return InputType.recurrent(size);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
    return new Pair<>(maskArray, currentMaskState);
  }

  @Override
  public OneHotPreProcessor clone() {
    return new OneHotPreProcessor(size, dataType);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OneHotPreProcessor that
        && size == that.size
        && dataType == that.dataType;
  }

  @Override
  public int hashCode() {
    return Objects.hash(size, dataType);
  }
}
