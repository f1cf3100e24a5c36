package unroll.insight;

import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import unroll.network.RecurrentNetwork;

/**
 * What a trained network does while it reads one sequence: hidden and cell states, gates, and the
 * most probable answers. The network stays as it is, and its numbers are those of {@link
 * RecurrentNetwork#output}.
 *
 * @param layers the recurrent layers, from the input up; those of an encoder before those of its
 *     decoder
 * @param alignments how much every target step of a sequence looked at its source steps {@code
 *     [target][source]}, one a sequence; empty without an attention
 */
public record Reading(
    int steps, List<LayerReading> layers, StepPredictions predictions, List<float[][]> alignments) {

  /**
   * Lets a network read a sequence from the zero state.
   *
   * @param row a batch of one, as {@link unroll.data.SequenceBatches} makes it
   * @param mostPredictions outputs kept of every step, at most as many as there are
   * @throws IllegalArgumentException if the batch is not of one row
   */
  public static Reading of(RecurrentNetwork network, DataSet row, int mostPredictions) {
    if (row.getFeatures().size(0) != 1) {
      throw new IllegalArgumentException(
          "expected a batch of one row, got " + row.getFeatures().size(0));
    }
    return new SequenceReader(network, row, mostPredictions).read();
  }

  /**
   * Several readings of one network as one, the sequences one after the other.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Reading joined(List<Reading> readings) {
    return new JoinedReadings(readings).reading();
  }

  /** Mean cross-entropy of the labeled steps, in nats; NaN where there are none. */
  public double meanLoss() {
    double sum = 0;
    int count = 0;
    for (int step = 0; step < steps; step++) {
      if (!Float.isNaN(predictions.ofLabel()[step])) {
        sum += predictions.loss(step);
        count++;
      }
    }
    return sum / count;
  }
}
