package unroll.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unroll.data.DataShape;
import unroll.data.Sequence;
import unroll.data.StepGrid;

/**
 * Runs a network beyond its input: at every step it answers with a label, which is its next input
 * where labels are fed back, until the label that ends a sequence.
 */
public final class SequenceGenerator {
  private final Ensemble networks;
  private final DataShape shape;
  private final int end;

  /**
   * @param end the label that ends a sequence
   */
  public SequenceGenerator(Ensemble networks, DataShape shape, int end) {
    this.networks = networks;
    this.shape = shape;
    this.end = end;
  }

  /**
   * The most probable sequences that a beam search finds, of many inputs side by side; with a width
   * of 1 the most probable label at every step.
   *
   * @return of every input at most as many as the search is wide, the best first
   */
  public List<List<Candidate>> search(List<? extends Sequence> inputs, SearchOptions options) {
    List<Beam> beams = new ArrayList<>();
    inputs.forEach(
        input -> beams.add(new Beam(input, new BeamSearch(options, end, input.length()))));
    networks.clear();
    if (networks.encodes()) {
      networks.encode(shape.input(), inputs);
    }
    for (int step = 0; beams.stream().anyMatch(Beam::isOpen); step++) {
      int[] kept = beams.stream().flatMapToInt(beam -> Arrays.stream(beam.rows)).toArray();
      if (step > 0) {
        networks.keep(kept);
      }
      StepGrid grid = StepGrid.of(shape.input(), kept.length, 1);
      int row = 0;
      for (Beam beam : beams) {
        beam.putInput(grid, row, step);
        row += beam.rows.length;
      }
      double[] probabilities = networks.step(grid);
      float[][] alignment = networks.alignment().orElse(null);
      row = 0;
      for (Beam beam : beams) {
        int rows = beam.rows.length;
        beam.take(probabilities, alignment, row, step);
        row += rows;
      }
    }
    networks.clear();
    return beams.stream().map(beam -> beam.search.candidates()).toList();
  }

  /** The best sequence of every input. */
  public List<Candidate> best(List<? extends Sequence> inputs, SearchOptions options) {
    return search(inputs, options).stream().map(found -> found.get(0)).toList();
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
      this.firstLabel =
          networks.encodes() ? 0 : shape.topology().layout(input.length(), 1).firstLabel();
    }

    boolean isOpen() {
      return rows.length > 0;
    }

    void putInput(StepGrid grid, int firstRow, int step) {
      if (!networks.encodes() && step < input.length()) {
        grid.put(firstRow, 0, input.slice(step, step + 1));
      } else if (step > firstLabel && shape.feedback().isPresent()) {
        int[] last = search.lastLabels();
        for (int row = 0; row < last.length; row++) {
          grid.put(firstRow + row, 0, shape.feedback().getAsInt() + last[row]);
        }
      }
    }

    void take(double[] probabilities, float[][] alignment, int firstRow, int step) {
      if (step < firstLabel) {
        rows = new int[] {firstRow};
      } else if (isOpen()) {
        int[] continued =
            search.extend(
                new BeamSearch.Distributions(
                    probabilities, alignment, firstRow, rows.length, networks.labels()));
        rows = Arrays.stream(continued).map(row -> firstRow + row).toArray();
      }
    }
  }
}
