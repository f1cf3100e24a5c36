package unroll.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import unroll.metrics.AreaUnderCurve;

/** Scores all units of some tracks by one annotation after the other. */
final class UnitScorer {
  private static final double QUANTILE = 0.99;
  private static final int MOST_RANKED = 20;

  private final List<UnitTrack> tracks;
  private final int half;
  private final int[] shifts;
  private final RankedUnits ranking;
  private final RankedUnits heldOut;

  /**
   * @param half steps that units are ranked by
   * @param shifts of the others
   */
  UnitScorer(List<UnitTrack> tracks, int half, int[] shifts) {
    this.tracks = tracks;
    this.half = half;
    this.shifts = shifts;
    this.ranking = new RankedUnits(tracks, 0, half);
    this.heldOut = new RankedUnits(tracks, half, tracks.get(0).series().steps());
  }

  AnnotationScores scores(Annotation annotation) {
    Annotation second = annotation.slice(half, annotation.values().length);
    double[] rankingScores = ranking.scores(annotation.slice(0, half), 0)[0];
    double[] heldOutScores = heldOut.scores(second, 0)[0];
    double middle = annotation.middle();
    List<UnitScore> best = new ArrayList<>();
    for (int line : strongest(rankingScores)) {
      double sign = rankingScores[line] < 0 ? -1 : 1;
      int track = trackOf(line);
      int unit = line - UnitTrack.firstLine(tracks, track);
      double told =
          annotation.isBinary()
              ? area(tracks.get(track).series().unit(unit), second, sign)
              : sign * heldOutScores[line];
      best.add(new UnitScore(track, unit, sign < 0, middle + sign * rankingScores[line], told));
    }
    double baseline = middle + quantile(heldOut.scores(second, shifts));
    return new AnnotationScores(annotation, baseline, best);
  }

  private static int[] strongest(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(line -> -Math.abs(scores[line])))
        .limit(MOST_RANKED)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Exactly, where the products of all units are rounded to floats. */
  private double area(float[] unit, Annotation annotation, double sign) {
    AreaUnderCurve area = new AreaUnderCurve();
    for (int i = 0; i < annotation.values().length; i++) {
      area.add(sign * unit[half + i], annotation.values()[i] == 1);
    }
    return area.value();
  }

  private static double quantile(double[][] ofShifts) {
    double[] best =
        Arrays.stream(ofShifts)
            .mapToDouble(units -> Arrays.stream(units).map(Math::abs).max().orElseThrow())
            .sorted()
            .toArray();
    return best[(int) Math.ceil(QUANTILE * best.length) - 1];
  }

  private int trackOf(int line) {
    int track = 0;
    for (int rest = line; rest >= tracks.get(track).series().units(); track++) {
      rest -= tracks.get(track).series().units();
    }
    return track;
  }
}
