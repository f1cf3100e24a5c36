package unroll.network;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What training changes in a network, apart from the network and to the bit.
 *
 * @param type FLOAT or DOUBLE
 * @param parameters big-endian
 * @param optimizer the optimizer's state, big-endian; empty where it keeps none
 * @param steps optimizer steps made
 */
public record TrainedNumbers(DataType type, byte[] parameters, byte[] optimizer, int steps)
    implements Serializable {
  private static final int CHUNK = 1 << 13;

  /** Those of a network now. */
  public static TrainedNumbers of(RecurrentNetwork network) {
    return new TrainedNumbers(
        network.dataType(),
        bytes(network.dl4j().params()),
        bytes(network.dl4j().getUpdater().getStateViewArray()),
        network.trainedSteps());
  }

  private static byte[] bytes(INDArray vector) {
    if (vector == null || vector.length() == 0) {
      return new byte[0];
    }
    INDArray whole = vector.isView() ? vector.dup() : vector;
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(bytes(whole.dataType(), whole.length())));
    VectorBytes numbers = VectorBytes.of(whole);
    for (long at = 0; at < whole.length(); at += CHUNK) {
      numbers.get(at, (int) Math.min(CHUNK, whole.length() - at), bytes);
    }
    return bytes.array();
  }

  private static long bytes(DataType type, long length) {
    return type.width() * length;
  }

  /**
   * Gives them to a network.
   *
   * @param network of the same configuration as theirs
   */
  public void putInto(RecurrentNetwork network) {
    INDArray place = network.dl4j().params();
    place.assign(vector(parameters).reshape(place.shape()));
    if (optimizer.length > 0) {
      INDArray state = network.dl4j().getUpdater().getStateViewArray();
      state.assign(vector(optimizer).reshape(state.shape()));
    }
    network.dl4j().getLayerWiseConfigurations().setIterationCount(steps);
  }

  private INDArray vector(byte[] bytes) {
    try {
      return new NumberVector(type, bytes.length / type.width())
          .readNumbers(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
