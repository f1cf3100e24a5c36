package unroll.insight;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The ranks of all units of some tracks over a part of a sequence. Both the area under the curve
 * (by Mann and Whitney's statistic, 1947) and Spearman's correlation are products of ranks with an
 * annotation, so that all units and shifts are one matrix product.
 */
final class RankedUnits {
  private final int steps;
  private final INDArray ranks;
  private final double[] norms;

  RankedUnits(List<UnitTrack> tracks, int from, int to) {
    this.steps = to - from;
    int units = tracks.stream().mapToInt(track -> track.series().units()).sum();
    float[] all = new float[Math.multiplyExact(units, steps)];
    this.norms = new double[units];
    int line = 0;
    for (UnitTrack track : tracks) {
      UnitSeries series = track.series();
      for (int unit = 0; unit < series.units(); unit++) {
        int first = unit * series.steps();
        Ranks.centered(series.values(), first + from, first + to, all, line * steps);
        norms[line] = Ranks.norm(all, line * steps, (line + 1) * steps);
        line++;
      }
    }
    this.ranks = Nd4j.createFromArray(all).reshape(units, steps);
  }

  int units() {
    return norms.length;
  }

  /**
   * How well every unit tells an annotation: the area under the curve less 0.5, or Spearman's
   * correlation; negative where the unit falls. A unit that never changes has 0.
   *
   * @param annotation of the same steps
   * @param shifts steps by which the annotation is turned around, the end coming to the front
   * @return {@code [shift][unit]}
   */
  double[][] scores(Annotation annotation, int... shifts) {
    float[] values = annotation.values();
    if (!annotation.isBinary()) {
      values = new float[steps];
      Ranks.centered(annotation.values(), 0, steps, values, 0);
    }
    float[] shifted = new float[shifts.length * steps];
    for (int i = 0; i < shifts.length; i++) {
      System.arraycopy(values, 0, shifted, i * steps + shifts[i], steps - shifts[i]);
      System.arraycopy(values, steps - shifts[i], shifted, i * steps, shifts[i]);
    }
    float[] products =
        Nd4j.createFromArray(shifted)
            .reshape(shifts.length, steps)
            .mmul(ranks.transpose())
            .dup('c')
            .data()
            .asFloat();
    double positives = annotation.positives();
    double pairs = positives * (steps - positives);
    double norm = Ranks.norm(values, 0, steps);
    double[][] scores = new double[shifts.length][units()];
    for (int i = 0; i < products.length; i++) {
      int unit = i % units();
      double scale = annotation.isBinary() ? pairs : norm * norms[unit];
      scores[i / units()][unit] = norms[unit] == 0 ? 0 : products[i] / scale;
    }
    return scores;
  }
}
