package unroll.insight;

/**
 * What a network answers at a labeled step, and what it should.
 *
 * @param read what the output layer reads: the states of the layer below, pooled where it pools
 * @param logits the output layer's sums {@code [output]}
 * @param outputs their softmax, their sigmoids, or they themselves {@code [output]}
 * @param label id of the right answer; -1 where answers are numbers or yes and no
 * @param targets those numbers {@code [output]}; empty where the answer is a symbol
 * @param loss cross-entropy in nats, or the mean squared error
 */
public record TraceAnswer(
    double[] read, double[] logits, double[] outputs, int label, double[] targets, double loss) {

  /** The id of the largest output, the first of equal ones. */
  public int best() {
    int best = 0;
    for (int id = 1; id < outputs.length; id++) {
      best = outputs[id] > outputs[best] ? id : best;
    }
    return best;
  }
}
