package unroll.training;

/**
 * What a network answered to one example at its labeled steps.
 *
 * @param outputs {@code [label, output]}: probabilities of symbols or of yes, or numbers
 */
public record Answers(double[][] outputs) {
  /** Labeled steps. */
  public int length() {
    return outputs.length;
  }

  public double output(int label, int index) {
    return outputs[label][index];
  }

  /** The output that is largest at a labeled step; the first of equals. */
  public int best(int label) {
    double[] row = outputs[label];
    int best = 0;
    for (int index = 1; index < row.length; index++) {
      best = row[index] > row[best] ? index : best;
    }
    return best;
  }

  /** {@link #best} of every labeled step. */
  public int[] best() {
    int[] best = new int[length()];
    for (int label = 0; label < best.length; label++) {
      best[label] = best(label);
    }
    return best;
  }
}
