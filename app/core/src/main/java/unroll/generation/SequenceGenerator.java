package unroll.generation;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.data.DataShape;
import unroll.data.Sequence;
import unroll.data.StepGrid;
import unroll.network.RecurrentNetwork;

/**
 * Runs a network beyond its input: at every step it answers with a label, which is its next input
 * where labels are fed back, until the label that ends a sequence.
 */
public final class SequenceGenerator {
  private final RecurrentNetwork network;
  private final DataShape shape;
  private final int end;
  private final int longest;

  /**
   * @param end the label that ends a sequence
   * @param longest labels after which a sequence ends in any case
   */
  public SequenceGenerator(RecurrentNetwork network, DataShape shape, int end, int longest) {
    this.network = network;
    this.shape = shape;
    this.end = end;
    this.longest = longest;
  }

  /**
   * The most probable label at every step, of many inputs side by side.
   *
   * @return labels of every input, without the one that ends it
   */
  public List<int[]> greedy(List<? extends Sequence> inputs) {
    List<Row> rows = new ArrayList<>();
    inputs.forEach(input -> rows.add(new Row(input)));
    network.clearStepState();
    for (int step = 0; rows.stream().anyMatch(Row::isOpen); step++) {
      StepGrid grid = StepGrid.of(shape.input(), rows.size(), 1);
      for (int row = 0; row < rows.size(); row++) {
        rows.get(row).putInput(grid, row, step);
      }
      INDArray output = network.step(grid.toFeatures(network.dataType()));
      int[] best = output.argMax(1).reshape(rows.size()).toIntVector();
      for (int row = 0; row < rows.size(); row++) {
        rows.get(row).take(best[row], step);
      }
    }
    network.clearStepState();
    return rows.stream().map(row -> row.labels.toIntArray()).toList();
  }

  /**
   * The most probable sequences that a beam search finds, of many inputs side by side.
   *
   * @param width partial sequences of an input kept at every step; 1: as {@link #greedy}
   * @param lengthPenalty alpha in {@code log P / ((5 + length) / 6)^alpha}, by which sequences are
   *     ranked (Wu et al., 2016, equation 14); 0: by probability
   * @return of every input at most {@code width}, the best first
   */
  public List<List<Candidate>> beam(
      List<? extends Sequence> inputs, int width, double lengthPenalty) {
    List<Beam> beams = new ArrayList<>();
    inputs.forEach(
        input -> beams.add(new Beam(input, new BeamSearch(width, end, longest, lengthPenalty))));
    network.clearStepState();
    for (int step = 0; beams.stream().anyMatch(Beam::isOpen); step++) {
      int[] kept = beams.stream().flatMapToInt(beam -> Arrays.stream(beam.rows)).toArray();
      if (step > 0) {
        network.keepStepRows(kept);
      }
      StepGrid grid = StepGrid.of(shape.input(), kept.length, 1);
      int row = 0;
      for (Beam beam : beams) {
        beam.putInput(grid, row, step);
        row += beam.rows.length;
      }
      INDArray output = network.step(grid.toFeatures(network.dataType()));
      int labels = (int) output.size(1);
      double[] probabilities = output.reshape(kept.length, labels).dup('c').data().asDouble();
      row = 0;
      for (Beam beam : beams) {
        int rows = beam.rows.length;
        beam.take(probabilities, row, labels, step);
        row += rows;
      }
    }
    network.clearStepState();
    return beams.stream().map(beam -> beam.search.candidates()).toList();
  }

  /** One beam search on its way. */
  private final class Beam {
    private final Sequence input;
    private final BeamSearch search;
    private final int firstLabel;

    /** The rows of the last step from which this search goes on; none when it is over. */
    private int[] rows = {0};

    Beam(Sequence input, BeamSearch search) {
      this.input = input;
      this.search = search;
      this.firstLabel = shape.topology().layout(input.length(), 1).firstLabel();
    }

    boolean isOpen() {
      return rows.length > 0;
    }

    void putInput(StepGrid grid, int firstRow, int step) {
      if (step < input.length()) {
        grid.put(firstRow, 0, input.slice(step, step + 1));
      } else if (step > firstLabel && shape.feedback().isPresent()) {
        int[] last = search.lastLabels();
        for (int row = 0; row < last.length; row++) {
          grid.put(firstRow + row, 0, shape.feedback().getAsInt() + last[row]);
        }
      }
    }

    void take(double[] probabilities, int firstRow, int labels, int step) {
      if (step < firstLabel) {
        rows = new int[] {firstRow};
      } else if (isOpen()) {
        int[] continued =
            search.extend(
                new BeamSearch.Distributions(probabilities, firstRow, rows.length, labels));
        rows = Arrays.stream(continued).map(row -> firstRow + row).toArray();
      }
    }
  }

  /** One sequence on its way. */
  private final class Row {
    private final Sequence input;
    private final int firstLabel;
    private final IntArrayList labels = new IntArrayList();
    private boolean ended;

    Row(Sequence input) {
      this.input = input;
      this.firstLabel = shape.topology().layout(input.length(), 1).firstLabel();
    }

    boolean isOpen() {
      return !ended && labels.size() < longest;
    }

    void putInput(StepGrid grid, int row, int step) {
      if (step < input.length()) {
        grid.put(row, 0, input.slice(step, step + 1));
      } else if (step > firstLabel && isOpen() && shape.feedback().isPresent()) {
        grid.put(row, 0, shape.feedback().getAsInt() + labels.getInt(labels.size() - 1));
      }
    }

    void take(int label, int step) {
      if (step < firstLabel || !isOpen()) {
        return;
      }
      ended = label == end;
      if (!ended) {
        labels.add(label);
      }
    }
  }
}
