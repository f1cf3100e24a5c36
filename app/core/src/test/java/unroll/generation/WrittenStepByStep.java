package unroll.generation;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;
import unroll.data.DataShape;
import unroll.data.Symbols;
import unroll.network.RecurrentNetwork;

/**
 * A network asked for one label after the other, without any search: what searches must agree with.
 */
final class WrittenStepByStep {
  private final RecurrentNetwork network;
  private final DataShape shape;
  private int input = Symbols.NONE;

  /** Has read the input. */
  WrittenStepByStep(RecurrentNetwork network, DataShape shape, Symbols read) {
    this.network = network;
    this.shape = shape;
    network.clearStepState();
    if (network.encodes()) {
      int[] ids = new int[read.length()];
      for (int step = 0; step < ids.length; step++) {
        ids[step] = read.at(step);
      }
      network.encode(Nd4j.createFromArray(ids).reshape(1, 1, ids.length), null);
      return;
    }
    int firstLabel = shape.topology().layout(read.length(), 1).firstLabel();
    for (int step = 0; step < read.length(); step++) {
      if (step < firstLabel) {
        network.step(read.at(step));
      } else {
        input = read.at(step);
      }
    }
  }

  /** Probabilities of the next label, after which {@link #write} says which it was. */
  double[] next() {
    return network
        .step(Nd4j.createFromArray(new int[] {input}).reshape(1, 1, 1))
        .reshape(shape.labels().size())
        .toDoubleVector();
  }

  void write(int label) {
    input = shape.feedback().isPresent() ? shape.feedback().getAsInt() + label : Symbols.NONE;
  }

  /** Log-probability of a whole answer. */
  double logProbability(int... labels) {
    double sum = 0;
    for (int label : labels) {
      sum += Math.log(next()[label]);
      write(label);
    }
    return sum;
  }

  /** Always the most probable label, until the one that ends it. */
  int[] greedy(int end, int longest) {
    List<Integer> labels = new ArrayList<>();
    while (labels.size() < longest) {
      double[] next = next();
      int best = 0;
      for (int label = 1; label < next.length; label++) {
        best = next[label] > next[best] ? label : best;
      }
      if (best == end) {
        break;
      }
      labels.add(best);
      write(best);
    }
    return labels.stream().mapToInt(label -> label).toArray();
  }
}
