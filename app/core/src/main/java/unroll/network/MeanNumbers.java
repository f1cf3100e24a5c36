package unroll.network;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The weighted mean of what several networks have learned: parameters and optimizers' states,
 * summed in doubles in the order in which they are added. The mean of one is that one to the bit.
 */
public final class MeanNumbers {
  private final double[] parameters;
  private final double[] optimizer;
  private TrainedNumbers first;
  private int added;
  private double weights;

  /**
   * @param like numbers of such a network, of which only the sizes count
   */
  public MeanNumbers(TrainedNumbers like) {
    parameters = new double[like.parameters().length / like.type().width()];
    optimizer = new double[like.optimizer().length / like.type().width()];
  }

  /**
   * @param weight above 0
   */
  public void add(TrainedNumbers numbers, double weight) {
    if (added == 0) {
      first = numbers;
    }
    added++;
    weights += weight;
    add(parameters, numbers.type(), numbers.parameters(), weight);
    add(optimizer, numbers.type(), numbers.optimizer(), weight);
  }

  private static void add(double[] sums, DataType type, byte[] numbers, double weight) {
    ByteBuffer bytes = ByteBuffer.wrap(numbers);
    for (int i = 0; i < sums.length; i++) {
      double number = type == DataType.FLOAT ? bytes.getFloat() : bytes.getDouble();
      sums[i] += weight * number;
    }
  }

  /**
   * The mean of what was added.
   *
   * @throws IllegalStateException if that is nothing
   */
  public TrainedNumbers mean() {
    if (added == 0) {
      throw new IllegalStateException("there is no mean of nothing");
    } else if (added == 1) {
      return first;
    }
    return new TrainedNumbers(first.type(), mean(parameters), mean(optimizer), first.steps());
  }

  private byte[] mean(double[] sums) {
    ByteBuffer bytes = ByteBuffer.allocate(sums.length * first.type().width());
    for (double sum : sums) {
      if (first.type() == DataType.FLOAT) {
        bytes.putFloat((float) (sum / weights));
      } else {
        bytes.putDouble(sum / weights);
      }
    }
    return bytes.array();
  }
}
