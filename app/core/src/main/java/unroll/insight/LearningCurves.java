package unroll.insight;

import java.util.ArrayList;
import java.util.List;

/** Follows what the best model's units tell through the moments before it. */
final class LearningCurves {
  private final UnitScores scores;
  private final List<UnitTrack> tracks;
  private final List<LearningCurve> curves = new ArrayList<>();

  /**
   * @param scores of the best model
   * @param tracks of the best model
   */
  LearningCurves(UnitScores scores, List<UnitTrack> tracks, int moments) {
    this.scores = scores;
    this.tracks = tracks;
    for (AnnotationScores of : scores.scored()) {
      UnitScore best = of.ranked().get(0);
      curves.add(
          new LearningCurve(
              of.annotation().name(),
              of.annotation().isBinary(),
              of.baseline(),
              place(best),
              best.isInverted(),
              new double[moments],
              new double[moments]));
    }
  }

  StatePlace place(UnitScore score) {
    UnitTrack track = tracks.get(score.track());
    return new StatePlace(track.layer(), track.quantity(), score.unit());
  }

  List<LearningCurve> curves() {
    return curves;
  }

  /**
   * Takes the figures of a moment.
   *
   * @param then what the network did at it, on the steps that the scores are of
   */
  void measure(int moment, Reading then) {
    if (curves.isEmpty()) {
      return;
    }
    int half = then.steps() / 2;
    List<UnitTrack> now = UnitTrack.of(then.layers());
    RankedUnits ranking = new RankedUnits(now, 0, half);
    RankedUnits heldOut = new RankedUnits(now, half, then.steps());
    for (int i = 0; i < curves.size(); i++) {
      LearningCurve curve = curves.get(i);
      AnnotationScores of = scores.scored().get(i);
      Annotation annotation = of.annotation();
      double[] ranked = ranking.scores(annotation.slice(0, half), 0)[0];
      double[] told = heldOut.scores(annotation.slice(half, then.steps()), 0)[0];
      UnitScore first = of.ranked().get(0);
      int unit = UnitTrack.firstLine(tracks, first.track()) + first.unit();
      int best = strongest(ranked);
      double middle = annotation.middle();
      curve.ofUnit()[moment] = middle + (curve.isInverted() ? -told[unit] : told[unit]);
      curve.ofBest()[moment] = middle + (ranked[best] < 0 ? -told[best] : told[best]);
    }
  }

  private static int strongest(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = Math.abs(scores[i]) > Math.abs(scores[best]) ? i : best;
    }
    return best;
  }
}
