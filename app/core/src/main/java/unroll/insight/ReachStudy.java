package unroll.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.layers.RecurrentCell;
import unroll.layers.RecurrentState;
import unroll.network.RecurrentNetwork;

/**
 * Measures how far memory reaches, at steps drawn at random from those that have read the longest
 * context: losses of a network that began at zero shortly before, and derivatives of the loss with
 * respect to earlier states.
 */
public final class ReachStudy {
  private static final int LONGEST = 1024;
  private static final int FEWEST = 32;
  private static final int MOST = 200;

  /** Multiplications of a study, about, which take some 20 seconds on 2 cores. */
  private static final double WORK = 1.5e11;

  /** Forward for the contexts; forward, back, and back to the weights for the lags. */
  private static final int PASSES = 4;

  private static final int PART = 32;

  private final RecurrentNetwork network;
  private final Inspection inspection;
  private final int longest;
  private final List<Integer> positions;

  /**
   * @param inspection of the network, with labels
   * @param seed of the sample
   */
  public ReachStudy(RecurrentNetwork network, Inspection inspection, long seed) {
    this.network = network;
    this.inspection = inspection;
    this.longest = longest();
    List<Integer> all = candidates(longest);
    Collections.shuffle(all, new Random(seed));
    this.positions =
        all.subList(0, Math.min(all.size(), affordable(longest))).stream().sorted().toList();
  }

  /** Measures contexts and lags of 1, 2, 4 and so on steps. */
  public MemoryReach reach() {
    if (positions.isEmpty()) {
      return MemoryReach.none("no step has a label that is a symbol and another step before it");
    }
    Optional<String> noContexts = whyNoContexts();
    Optional<String> noLags = StateGradients.whyNot(network);
    double[] whole = positions.stream().mapToDouble(this::wholeLoss).toArray();
    List<MemoryReach.OfContext> contexts = new ArrayList<>();
    List<MemoryReach.OfLag> lags = new ArrayList<>();
    StateGradients gradients = noLags.isEmpty() ? new StateGradients(network) : null;
    for (int steps = 1; steps <= longest; steps *= 2) {
      Stretches before = before(steps);
      if (noContexts.isEmpty()) {
        contexts.add(ofContext(steps, losses(before), whole));
      }
      if (gradients != null) {
        lags.add(ofLag(steps, gradients, before));
      }
    }
    return new MemoryReach(
        positions.size(), contexts, Optional.of(Spread.of(whole)), lags, noContexts, noLags);
  }

  /** The measured steps' places in the inspection, rising. */
  List<Integer> positions() {
    return positions;
  }

  private double wholeLoss(int step) {
    return inspection.reading().predictions().loss(step);
  }

  /** A power of two that many labeled steps have read, as many as can be paid for. */
  private int longest() {
    int half = candidates(1).size() / 2;
    int steps = 1;
    while (2 * steps <= LONGEST
        && candidates(2 * steps).size() >= Math.max(1, half)
        && affordable(2 * steps) >= FEWEST) {
      steps *= 2;
    }
    return steps;
  }

  private int affordable(int steps) {
    double each = 2.0 * steps * PASSES * network.parameterCount();
    return (int) Math.max(FEWEST / 2, Math.min(MOST, WORK / each));
  }

  /** Labeled steps with so many steps of their sequence before them. */
  private List<Integer> candidates(int before) {
    List<Integer> candidates = new ArrayList<>();
    StepPredictions predictions = inspection.reading().predictions();
    for (int row = 0; row < inspection.rows().size(); row++) {
      boolean isSequence = inspection.rows().get(row).getFeatures().rank() == 3;
      for (int step = inspection.starts().get(row) + before;
          isSequence && step < inspection.end(row);
          step++) {
        if (!Float.isNaN(predictions.ofLabel()[step])) {
          candidates.add(step);
        }
      }
    }
    return candidates;
  }

  private Stretches before(int steps) {
    int[] firsts = positions.stream().mapToInt(position -> position - steps + 1).toArray();
    return new Stretches(inspection, firsts, steps);
  }

  private Optional<String> whyNoContexts() {
    if (network.encodes()) {
      return Optional.of("a decoder goes on from what the encoder says of the whole source");
    }
    List<RecurrentCell> cells = SequenceReader.cells(network);
    boolean readsAhead =
        cells.stream().anyMatch(RecurrentCell::readsBothWays)
            && cells.stream().allMatch(cell -> cell.getPooling() == null);
    return readsAhead
        ? Optional.of("the network reads both ways, so its answers rest on later steps too")
        : Optional.empty();
  }

  /** Of the last steps, read from zero. */
  private double[] losses(Stretches stretches) {
    INDArray features = stretches.features();
    INDArray output = null;
    if (SequenceReader.canGoOn(network)) {
      network.clearStepState();
      for (int from = 0; from < stretches.length(); from += PART) {
        int to = Math.min(from + PART, stretches.length());
        output = network.step(SequenceReader.steps(features, from, to));
      }
      network.clearStepState();
    } else {
      output = network.output(new DataSet(features, null));
    }
    int[] labels = stretches.lastLabels();
    INDArray all = output;
    long last = all.rank() == 3 ? all.size(2) - 1 : 0;
    return IntStream.range(0, labels.length)
        .mapToDouble(row -> StepLosses.of(all, row, labels[row], last))
        .toArray();
  }

  private static MemoryReach.OfContext ofContext(int read, double[] losses, double[] whole) {
    int count = losses.length;
    double[] excess = new double[count];
    Arrays.setAll(excess, i -> losses[i] - whole[i]);
    double mean = Arrays.stream(excess).average().orElseThrow();
    double squares = Arrays.stream(excess).map(more -> (more - mean) * (more - mean)).sum();
    double error = count > 1 ? Math.sqrt(squares / (count - 1) / count) : 0;
    return new MemoryReach.OfContext(read, Spread.of(losses), mean, error);
  }

  private static MemoryReach.OfLag ofLag(int lag, StateGradients gradients, Stretches stretches) {
    INDArray features = stretches.features();
    List<RecurrentState> states =
        gradients.of(
            features, stretches.statesBefore(gradients.dataType()), stretches.lastLabels());
    double[] squares = new double[stretches.firsts().length];
    List<MemoryReach.OfLayer> layers = new ArrayList<>();
    for (RecurrentState state : states) {
      layers.add(
          new MemoryReach.OfLayer(
              norms(state.hidden(), squares),
              Optional.ofNullable(state.cell()).map(cell -> norms(cell, squares))));
    }
    double[] all = Arrays.stream(squares).map(Math::sqrt).toArray();
    return new MemoryReach.OfLag(lag, Spread.of(all), layers);
  }

  private static Spread norms(INDArray rows, double[] squares) {
    double[] norms = rows.norm2(1).toDoubleVector();
    for (int i = 0; i < norms.length; i++) {
      squares[i] += norms[i] * norms[i];
    }
    return Spread.of(norms);
  }
}
