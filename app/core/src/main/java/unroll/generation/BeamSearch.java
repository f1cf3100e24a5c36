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

  private final int width;
  private final int end;
  private final int longest;
  private final double lengthPenalty;
  private final List<Candidate> finished = new ArrayList<>();
  private List<Partial> open = List.of(new Partial(-1, new int[0], 0));

  /**
   * Probabilities of the next label, some rows of {@code [row, label]}.
   *
   * @param rows from {@code firstRow} on
   */
  record Distributions(double[] probabilities, int firstRow, int rows, int labels) {
    double of(int row, int label) {
      return probabilities[(firstRow + row) * labels + label];
    }
  }

  /**
   * @param row the row of the last distributions it comes from
   */
  private record Partial(int row, int[] labels, double logProbability) {}

  /** A partial sequence and one more label. */
  private record Extension(int row, int label, double logProbability) {
    /** Worst first; of equals the later one is the worse. */
    static final Comparator<Extension> WORST_FIRST =
        Comparator.comparingDouble(Extension::logProbability)
            .thenComparing(Extension::row, Comparator.reverseOrder())
            .thenComparing(Extension::label, Comparator.reverseOrder());
  }

  BeamSearch(int width, int end, int longest, double lengthPenalty) {
    this.width = width;
    this.end = end;
    this.longest = longest;
    this.lengthPenalty = lengthPenalty;
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
      int[] before = open.get(best.row()).labels();
      if (best.label() == end) {
        // An ending that is not among the best is given up as any other label is.
        if (rank < width) {
          finish(before, best.logProbability());
        }
      } else if (next.size() < width) {
        int[] labels = Arrays.copyOf(before, before.length + 1);
        labels[before.length] = best.label();
        next.add(new Partial(best.row(), labels, best.logProbability()));
      }
    }
    open = next;
    if (!open.isEmpty() && open.get(0).labels().length >= longest) {
      open.forEach(partial -> finish(partial.labels(), partial.logProbability()));
      open = List.of();
    } else if (isDecided()) {
      open = List.of();
    }
    return open.stream().mapToInt(Partial::row).toArray();
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
      for (int label = 0; label < distributions.labels(); label++) {
        double probability = distributions.of(row, label);
        if (probability < least) {
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
    double bestPossible = score(open.get(0).logProbability(), longest + 1);
    return bestPossible <= worstKept;
  }

  private void finish(int[] labels, double logProbability) {
    // The ending counts as a label, so that an empty sequence has a length too.
    finished.add(new Candidate(labels, logProbability, score(logProbability, labels.length + 1)));
  }

  private double score(double logProbability, int length) {
    return logProbability / Math.pow((5.0 + length) / 6, lengthPenalty);
  }
}
