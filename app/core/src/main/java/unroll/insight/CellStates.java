package unroll.insight;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import unroll.layers.kernel.GateTape;
import unroll.network.RecurrentReading;

/**
 * Cell states of an LSTM that has read one row, from the hidden states and gates of its tape:
 * {@code c = f c' + i g} with {@code g = tanh(x W + h' R + b)} (Hochreiter and Schmidhuber, 1997;
 * Gers et al., 2000).
 */
final class CellStates {
  /** Place of the candidate's columns among those of input, forget, candidate and output. */
  private static final int CANDIDATE = 2;

  private CellStates() {}

  /**
   * @param direction 0 forward, 1 backward
   * @param hiddenBefore {@code [1, unit]}, null: zeros
   * @param cellBefore {@code [1, unit]}, null: zeros
   * @return {@code [count, unit]}, in the order of the tape
   */
  static INDArray of(
      RecurrentReading reading, int direction, INDArray hiddenBefore, INDArray cellBefore) {
    GateTape tape = reading.tapes().get(direction);
    boolean hasOneDirection = reading.tapes().size() == 1;
    String prefix = hasOneDirection ? "" : direction == 0 ? "f" : "b";
    int units = (int) tape.hidden().size(1);
    INDArray cell = cellBefore == null ? tape.hidden().like().getRow(0, true) : cellBefore.dup();
    INDArray candidates = candidates(reading, tape, prefix, hiddenBefore, units);
    INDArray input = tape.gates().get("input").mul(candidates);
    INDArray forget = tape.gates().get("forget");
    INDArray cells = tape.hidden().like();
    double[] state = cell.dup('c').data().asDouble();
    double[] added = input.dup('c').data().asDouble();
    double[] kept = forget.dup('c').data().asDouble();
    for (int i = 0; i < added.length; i++) {
      state[i % units] = kept[i] * state[i % units] + added[i];
      added[i] = state[i % units];
    }
    return cells.assign(Nd4j.createFromArray(added).reshape(cells.shape()));
  }

  private static INDArray candidates(
      RecurrentReading reading, GateTape tape, String prefix, INDArray hiddenBefore, int units) {
    INDArray before = tape.hidden().like();
    if (hiddenBefore != null) {
      before.getRow(0).assign(hiddenBefore);
    }
    long count = before.size(0);
    if (count > 1) {
      before
          .get(NDArrayIndex.interval(1, count), NDArrayIndex.all())
          .assign(tape.hidden().get(NDArrayIndex.interval(0, count - 1), NDArrayIndex.all()));
    }
    INDArray sums =
        inputSums(reading, tape, columns(reading, prefix + "W", units))
            .addi(before.mmul(columns(reading, prefix + "RW", units)));
    INDArray bias = reading.parameters().apply(prefix + "b");
    INDArray ofCandidate =
        bias.reshape(bias.length()).get(NDArrayIndex.interval(CANDIDATE * units, 3L * units));
    return Transforms.tanh(sums.addiRowVector(ofCandidate.reshape(1, units)), false);
  }

  private static INDArray inputSums(RecurrentReading reading, GateTape tape, INDArray weights) {
    int[] steps = tape.order().places();
    if (!reading.cell().isSymbolInput()) {
      INDArray frames =
          reading.stack().isPresent()
              ? reading.input()
              : reading.input().slice(0).transpose().dup('c');
      return Nd4j.pullRows(frames.castTo(weights.dataType()), 1, steps).mmul(weights);
    }
    int[] all = reading.input().dup('c').data().asInt();
    int[] ids = Arrays.stream(steps).map(step -> all[step]).toArray();
    INDArray rows =
        Nd4j.pullRows(weights, 1, Arrays.stream(ids).map(id -> Math.max(0, id)).toArray());
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0) {
        rows.getRow(i).assign(0);
      }
    }
    return rows;
  }

  private static INDArray columns(RecurrentReading reading, String key, int units) {
    return reading
        .parameters()
        .apply(key)
        .get(NDArrayIndex.all(), NDArrayIndex.interval(CANDIDATE * units, 3L * units))
        .dup('c');
  }
}
