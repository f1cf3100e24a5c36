package unroll.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A beam search from the side of the sequences: it is told distributions over the next label and
 * says which rows of the network's state to go on from.
 */
final class BeamSearch {
  private static final double SMALLEST = 1e-38;

  /** Leaves what rounding may decide to the logarithms. */
  private static final double ALMOST_ONE = 1 - 1e-9;

  private final SearchOptions options;
  private final int width;
  private final int end;
  private final int inputLength;
  private final List<Candidate> finished = new ArrayList<>();
  private List<Partial> open = List.of(new Partial(-1, new int[0], 0, List.of()));

  /**
   * Probabilities of the next label, some rows of {@code [row, label]}.
   *
   * @param alignment how much each row looked at the steps of the input; null without an attention
   * @param rows from {@code firstRow} on
   */
  record Distributions(
      double[] probabilities, float[][] alignment, int firstRow, int rows, int labels) {
    double of(int row, int label) {
      return probabilities[(firstRow + row) * labels + label];
    }
  }

  /**
   * @param row the row of the last distributions it comes from
   * @param alignment of its labels
   */
  private record Partial(int row, int[] labels, double logProbability, List<float[]> alignment) {}

  /** A partial sequence and one more label. */
  private record Extension(int row, int label, double logProbability) {
    /** Worst first; of equals the later one is the worse. */
    static final Comparator<Extension> WORST_FIRST =
        Comparator.comparingDouble(Extension::logProbability)
            .thenComparing(Extension::row, Comparator.reverseOrder())
            .thenComparing(Extension::label, Comparator.reverseOrder());
  }

  /**
   * @param end the label that ends a sequence
   * @param inputLength steps of the input
   */
  BeamSearch(SearchOptions options, int end, int inputLength) {
    this.options = options;
    this.width = options.width();
    this.end = end;
    this.inputLength = inputLength;
  }

  /**
   * Takes in what may follow the open sequences.
   *
   * @param distributions one for every open sequence; before the first label there is one
   * @return the row each open sequence continues; none when the search is over
   */
  int[] extend(Distributions distributions) {
    List<Partial> next = new ArrayList<>();
    List<Extension> bestFirst = best(distributions);
    for (int rank = 0; rank < bestFirst.size(); rank++) {
      Extension best = bestFirst.get(rank);
      Partial before = open.get(best.row());
      List<float[]> alignment = alignment(before, distributions, best.row());
      if (best.label() == end) {
        // An ending that is not among the best is given up as any other label is.
        if (rank < width) {
          finish(before.labels(), best.logProbability(), alignment);
        }
      } else if (next.size() < width) {
        int[] labels = Arrays.copyOf(before.labels(), before.labels().length + 1);
        labels[labels.length - 1] = best.label();
        next.add(new Partial(best.row(), labels, best.logProbability(), alignment));
      }
    }
    open = next;
    if (!open.isEmpty() && open.get(0).labels().length >= options.longest()) {
      open.forEach(
          partial -> finish(partial.labels(), partial.logProbability(), partial.alignment()));
      open = List.of();
    } else if (isDecided()) {
      open = List.of();
    }
    return open.stream().mapToInt(Partial::row).toArray();
  }

  private List<float[]> alignment(Partial before, Distributions distributions, int row) {
    if (distributions.alignment() == null) {
      return List.of();
    }
    List<float[]> alignment = new ArrayList<>(before.alignment());
    alignment.add(
        Arrays.copyOf(distributions.alignment()[distributions.firstRow() + row], inputLength));
    return alignment;
  }

  /** The newest label of every open sequence. */
  int[] lastLabels() {
    return open.stream()
        .mapToInt(partial -> partial.labels()[partial.labels().length - 1])
        .toArray();
  }

  List<Candidate> candidates() {
    return finished.stream()
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(width)
        .toList();
  }

  /** Enough extensions that {@code width} open sequences are left when all others end. */
  private List<Extension> best(Distributions distributions) {
    PriorityQueue<Extension> best = new PriorityQueue<>(Extension.WORST_FIRST);
    for (int row = 0; row < distributions.rows(); row++) {
      double before = open.get(row).logProbability();
      double least = 0;
      boolean mayEnd = open.get(row).labels().length >= options.shortest();
      for (int label = 0; label < distributions.labels(); label++) {
        double probability = distributions.of(row, label);
        if (probability < least || label == end && !mayEnd) {
          continue;
        }
        double next = before + Math.log(Math.max(probability, SMALLEST));
        if (best.size() < 2 * width || next > best.peek().logProbability()) {
          best.add(new Extension(row, label, next));
          if (best.size() > 2 * width) {
            best.poll();
            // A logarithm of every label would take longer than the network.
            least = ALMOST_ONE * Math.exp(best.peek().logProbability() - before);
          }
        }
      }
    }
    List<Extension> sorted = new ArrayList<>(best);
    sorted.sort(Extension.WORST_FIRST.reversed());
    return sorted;
  }

  /** Whether no open sequence can get among the best, however it goes on. */
  private boolean isDecided() {
    if (open.isEmpty() || finished.size() < width) {
      return open.isEmpty();
    }
    double worstKept = candidates().get(width - 1).score();
    double bestPossible = options.score(open.get(0).logProbability(), options.longest() + 1);
    return bestPossible <= worstKept;
  }

  private void finish(int[] labels, double logProbability, List<float[]> alignment) {
    // The ending counts as a label, so that an empty sequence has a length too.
    double score = options.score(logProbability, labels.length + 1) + coverage(alignment);
    finished.add(new Candidate(labels, logProbability, score, alignment));
  }

  /** Never above 0, so a bound without it holds with it. */
  private double coverage(List<float[]> alignment) {
    if (options.coveragePenalty() == 0 || alignment.isEmpty()) {
      return 0;
    }
    double sum = 0;
    for (int step = 0; step < inputLength; step++) {
      double looked = 0;
      for (float[] label : alignment) {
        looked += label[step];
      }
      sum += Math.log(Math.max(Math.min(looked, 1), SMALLEST));
    }
    return options.coveragePenalty() * sum;
  }
}
