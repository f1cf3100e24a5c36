package unroll.generation;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
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
   * The most probable sequences that a beam search finds.
   *
   * @param width partial sequences kept at every step; 1: as {@link #greedy}
   * @param lengthPenalty alpha in {@code log P / ((5 + length) / 6)^alpha}, by which sequences are
   *     ranked (Wu et al., 2016, equation 14); 0: by probability
   * @return at most {@code width}, the best first
   */
  public List<Candidate> beam(Sequence input, int width, double lengthPenalty) {
    network.clearStepState();
    BeamSearch search = new BeamSearch(width, end, longest, lengthPenalty);
    int[] rows = search.begin(afterInput(input));
    while (rows.length > 0) {
      network.keepStepRows(rows);
      rows = search.extend(stepFrom(search.lastLabels()));
    }
    network.clearStepState();
    return search.candidates();
  }

  /** The distribution of the first label, {@code [1, label]}. */
  private double[][] afterInput(Sequence input) {
    int steps = shape.topology().layout(input.length(), 1).steps();
    StepGrid grid = StepGrid.of(shape.input(), 1, steps);
    grid.put(0, 0, input);
    INDArray output = network.step(grid.toFeatures(network.dataType()));
    return distributions(output, steps - 1);
  }

  /** {@code [row, label]} */
  private double[][] stepFrom(int[] labels) {
    StepGrid grid = StepGrid.of(shape.input(), labels.length, 1);
    if (shape.feedback().isPresent()) {
      for (int row = 0; row < labels.length; row++) {
        grid.put(row, 0, shape.feedback().getAsInt() + labels[row]);
      }
    }
    return distributions(network.step(grid.toFeatures(network.dataType())), 0);
  }

  private static double[][] distributions(INDArray output, int step) {
    int rows = (int) output.size(0);
    int width = (int) output.size(1);
    double[] flat = output.permute(2, 0, 1).dup('c').data().asDouble();
    double[][] distributions = new double[rows][width];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(flat, (step * rows + row) * width, distributions[row], 0, width);
    }
    return distributions;
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
