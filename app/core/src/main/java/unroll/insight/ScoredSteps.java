package unroll.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.network.RecurrentNetwork;

/**
 * Steps of an inspection at which networks are compared by their losses: all of them, or a sample.
 *
 * <p>Of a long text, stretches are drawn. A network reads them side by side, each from the state
 * that the inspected network was in there, and some steps more before them, so that a changed
 * network has come into its own states where it is scored. Of other data whole sequences are drawn.
 */
public final class ScoredSteps {
  /** Steps that are read before a stretch. */
  static final int LEAD = 32;

  /** Scored steps of a stretch. */
  static final int STRETCH = 128;

  /** A text that is no longer is read whole. */
  private static final int SHORT = 2048;

  private static final int SIDE_BY_SIDE = 32;

  /** Outputs that are held in memory at a time. */
  private static final long MOST_OUTPUTS = 4_000_000;

  private final Inspection inspection;
  private final List<Integer> rows = new ArrayList<>();
  private final List<Integer> stretches = new ArrayList<>();

  /**
   * @param most steps to score, about; at least one sequence or stretch is
   * @param seed of the sample
   */
  public ScoredSteps(RecurrentNetwork network, Inspection inspection, int most, long seed) {
    this.inspection = inspection;
    int sequences = inspection.rows().size();
    int steps = inspection.reading().steps();
    boolean isText = sequences == 1 && SequenceReader.canGoOn(network);
    boolean isWhole = isText ? steps <= Math.min(most, SHORT) : steps <= most || sequences == 1;
    if (isWhole) {
      IntStream.range(0, sequences).forEach(rows::add);
    } else if (isText) {
      List<Integer> all = order((steps - LEAD) / STRETCH, seed);
      all.stream().limit(Math.max(1, most / STRETCH)).sorted().forEach(stretches::add);
    } else {
      int left = most;
      for (int row : order(sequences, seed)) {
        left -= inspection.end(row) - inspection.starts().get(row);
        if (left >= 0 || rows.isEmpty()) {
          rows.add(row);
        }
      }
      Collections.sort(rows);
    }
  }

  private static List<Integer> order(int count, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, Math.max(1, count)).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order;
  }

  /** The steps' places in the inspection, rising. */
  public int[] places() {
    IntStream ofRows =
        rows.stream()
            .flatMapToInt(
                row -> IntStream.range(inspection.starts().get(row), inspection.end(row)));
    IntStream ofStretches =
        stretches.stream()
            .flatMapToInt(
                stretch -> IntStream.range(first(stretch) + LEAD, first(stretch + 1) + LEAD));
    return IntStream.concat(ofRows, ofStretches).toArray();
  }

  private static int first(int stretch) {
    return stretch * STRETCH;
  }

  /** How they were chosen, in words. */
  public String words() {
    int all = inspection.reading().steps();
    int scored = places().length;
    if (scored == all) {
      return "all %,d steps".formatted(all);
    } else if (stretches.isEmpty()) {
      return "%,d of %,d steps, %,d sequences drawn at random".formatted(scored, all, rows.size());
    }
    return "%,d of %,d steps, %,d stretches of %d drawn at random, each read from %d steps before"
        .formatted(scored, all, stretches.size(), STRETCH, LEAD);
  }

  /**
   * Cross-entropies of a network at the {@linkplain #places steps}, in nats; NaN where there is no
   * label.
   */
  public double[] losses(RecurrentNetwork network) {
    List<double[]> parts = new ArrayList<>();
    if (stretches.isEmpty()) {
      parts.add(rows.size() == 1 ? ofRow(network, rows.get(0)) : ofRows(network));
    }
    for (int from = 0; from < stretches.size(); from += SIDE_BY_SIDE) {
      int to = Math.min(from + SIDE_BY_SIDE, stretches.size());
      int[] firsts = stretches.subList(from, to).stream().mapToInt(ScoredSteps::first).toArray();
      parts.add(ofStretches(network, new Stretches(inspection, firsts, LEAD + STRETCH)));
    }
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private double[] ofRow(RecurrentNetwork network, int row) {
    return StepLosses.of(network, inspection.rows().get(row));
  }

  /** Those of the same length side by side. */
  private double[] ofRows(RecurrentNetwork network) {
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int row : rows) {
      int length = inspection.end(row) - inspection.starts().get(row);
      byLength.computeIfAbsent(length, unseen -> new ArrayList<>()).add(row);
    }
    double[] all = new double[inspection.reading().steps()];
    byLength.forEach(
        (length, alike) -> {
          int most = (int) Math.max(1, MOST_OUTPUTS / (length * network.outputSize()));
          for (int from = 0; from < alike.size(); from += most) {
            lay(network, alike.subList(from, Math.min(from + most, alike.size())), all);
          }
        });
    return Arrays.stream(places()).mapToDouble(place -> all[place]).toArray();
  }

  private void lay(RecurrentNetwork network, List<Integer> alike, double[] all) {
    boolean areUnmasked =
        alike.stream().allMatch(row -> inspection.rows().get(row).getFeaturesMaskArray() == null);
    if (!areUnmasked || alike.size() == 1) {
      for (int row : alike) {
        double[] losses = ofRow(network, row);
        System.arraycopy(losses, 0, all, inspection.starts().get(row), losses.length);
      }
      return;
    }
    INDArray[] features =
        alike.stream()
            .map(row -> inspection.rows().get(row).getFeatures())
            .toArray(INDArray[]::new);
    INDArray output = network.output(new DataSet(Nd4j.concat(0, features), null));
    for (int i = 0; i < alike.size(); i++) {
      int start = inspection.starts().get(alike.get(i));
      int end = inspection.end(alike.get(i));
      for (int step = start; step < end; step++) {
        all[step] = loss(output, i, inspection.labels()[step], step - start);
      }
    }
  }

  private static double loss(INDArray output, int row, int label, int step) {
    return label < 0 ? Double.NaN : StepLosses.of(output, row, label, step);
  }

  private double[] ofStretches(RecurrentNetwork network, Stretches side) {
    int count = side.firsts().length;
    double[] losses = new double[count * STRETCH];
    INDArray features = side.features();
    side.goOn(network);
    // Outputs of a few steps at a time, as a vocabulary may be large.
    for (int from = 0; from < side.length(); from += LEAD) {
      INDArray part = SequenceReader.steps(features, from, Math.min(from + LEAD, side.length()));
      INDArray output = network.step(part);
      for (int step = Math.max(0, LEAD - from); step < part.size(2); step++) {
        for (int i = 0; i < count; i++) {
          int label = inspection.labels()[side.firsts()[i] + from + step];
          losses[i * STRETCH + from + step - LEAD] = loss(output, i, label, step);
        }
      }
    }
    network.clearStepState();
    return losses;
  }
}
