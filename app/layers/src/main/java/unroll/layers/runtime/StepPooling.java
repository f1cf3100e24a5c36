package unroll.layers.runtime;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.Pooling;

/**
 * The mean or the maximum over the unmasked steps of every row, forward and back. Outputs are
 * {@code [time * batch, unit]}, zero at masked steps.
 */
final class StepPooling {
  private final Pooling pooling;
  private final int time;
  private final int batch;
  private final boolean[] isRead;
  private int[] winners;
  private double[] counts;

  /**
   * @param mask {@code [batch, time]}, null for none
   */
  StepPooling(Pooling pooling, int time, int batch, INDArray mask) {
    this.pooling = pooling;
    this.time = time;
    this.batch = batch;
    this.isRead = new boolean[time * batch];
    double[] values = mask == null ? null : mask.dup('c').data().asDouble();
    for (int step = 0; step < time; step++) {
      for (int row = 0; row < batch; row++) {
        isRead[step * batch + row] = values == null || values[row * time + step] != 0;
      }
    }
  }

  /**
   * Pools, after what earlier calls have pooled.
   *
   * @param before the sums (mean) or maxima so far {@code [batch, unit]}, null at the start
   * @param countsBefore steps so far {@code [batch]}, null at the start
   * @return the sums or maxima, as {@code before} of the next call
   */
  INDArray pool(INDArray outputs, INDArray before, double[] countsBefore) {
    counts = countsBefore == null ? new double[batch] : countsBefore.clone();
    for (int place = 0; place < isRead.length; place++) {
      counts[place % batch] += isRead[place] ? 1 : 0;
    }
    if (pooling == Pooling.MEAN) {
      INDArray sums = outputs.reshape('c', time, batch, outputs.size(1)).sum(0);
      return before == null ? sums : sums.addi(before);
    }
    return maxima(outputs, before);
  }

  private INDArray maxima(INDArray outputs, INDArray before) {
    int units = (int) outputs.size(1);
    double[] values = outputs.data().asDouble();
    double[] best = new double[batch * units];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    if (before != null) {
      best = before.dup('c').data().asDouble();
    }
    winners = new int[batch * units];
    Arrays.fill(winners, -1);
    for (int place = 0; place < isRead.length; place++) {
      int row = place % batch;
      for (int unit = 0; isRead[place] && unit < units; unit++) {
        int target = row * units + unit;
        double value = values[place * units + unit];
        if (value > best[target]) {
          best[target] = value;
          winners[target] = place;
        }
      }
    }
    return Nd4j.createFromArray(best).castTo(outputs.dataType()).reshape('c', batch, units);
  }

  /** What the layer gives, of what {@link #pool} returned; a row without a step is zero. */
  INDArray result(INDArray pooled) {
    INDArray result = pooled.dup('c');
    for (int row = 0; row < batch; row++) {
      if (counts[row] == 0) {
        result.getRow(row).assign(0);
      } else if (pooling == Pooling.MEAN) {
        result.getRow(row).divi(counts[row]);
      }
    }
    return result;
  }

  /** Steps pooled so far, {@code [batch]}. */
  double[] counts() {
    return counts;
  }

  /**
   * The gradient of the outputs from that of the result.
   *
   * @param gradient {@code [batch, unit]}
   * @return {@code [time * batch, unit]}
   */
  INDArray backward(INDArray gradient) {
    int units = (int) gradient.size(1);
    double[] values = gradient.dup('c').data().asDouble();
    boolean isDouble = gradient.dataType() == DataType.DOUBLE;
    double[] doubles = isDouble ? new double[time * batch * units] : null;
    float[] floats = isDouble ? null : new float[time * batch * units];
    for (int place = 0; place < isRead.length; place++) {
      int row = place % batch;
      for (int unit = 0; isRead[place] && unit < units; unit++) {
        int source = row * units + unit;
        double value = 0;
        if (pooling == Pooling.MEAN) {
          value = values[source] / counts[row];
        } else if (winners[source] == place) {
          value = values[source];
        }
        if (isDouble) {
          doubles[place * units + unit] = value;
        } else {
          floats[place * units + unit] = (float) value;
        }
      }
    }
    INDArray spread = isDouble ? Nd4j.createFromArray(doubles) : Nd4j.createFromArray(floats);
    return spread.castTo(gradient.dataType()).reshape('c', (long) time * batch, units);
  }
}
