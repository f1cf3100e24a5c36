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
  void measure(int moment, Inspection then) {
    if (curves.isEmpty()) {
      return;
    }
    for (Stage stage : Stage.of(then)) {
      int steps = stage.tracks().get(0).series().steps();
      RankedUnits ranking = null;
      RankedUnits heldOut = null;
      for (int i = 0; i < curves.size(); i++) {
        AnnotationScores of = scores.scored().get(i);
        if (!stage.holds(of.ranked().get(0).track())) {
          continue;
        } else if (ranking == null) {
          ranking = new RankedUnits(stage.tracks(), 0, steps / 2);
          heldOut = new RankedUnits(stage.tracks(), steps / 2, steps);
        }
        measure(moment, curves.get(i), of, stage, ranking, heldOut);
      }
    }
  }

  private static void measure(
      int moment,
      LearningCurve curve,
      AnnotationScores of,
      Stage stage,
      RankedUnits ranking,
      RankedUnits heldOut) {
    Annotation annotation = of.annotation();
    int steps = annotation.values().length;
    double[] ranked = ranking.scores(annotation.slice(0, steps / 2), 0)[0];
    double[] told = heldOut.scores(annotation.slice(steps / 2, steps), 0)[0];
    UnitScore first = of.ranked().get(0);
    int track = first.track() - stage.firstTrack();
    int unit = UnitTrack.firstLine(stage.tracks(), track) + first.unit();
    int best = strongest(ranked);
    double middle = annotation.middle();
    curve.ofUnit()[moment] = middle + (curve.isInverted() ? -told[unit] : told[unit]);
    curve.ofBest()[moment] = middle + (ranked[best] < 0 ? -told[best] : told[best]);
  }

  private static int strongest(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = Math.abs(scores[i]) > Math.abs(scores[best]) ? i : best;
    }
    return best;
  }
}
