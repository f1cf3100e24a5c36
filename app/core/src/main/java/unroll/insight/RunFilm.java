package unroll.insight;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import unroll.config.UserException;
import unroll.network.RecurrentNetwork;

/**
 * What the networks of one training did at its moments while they read the same steps.
 *
 * @param shown what the best model did, without which there is no film
 * @param places whose numbers are kept: first those that tell an annotation best
 * @param frames one a moment
 * @param curves one for every annotation that could be measured
 * @param skipped names of the others
 */
public record RunFilm(
    Inspection shown,
    List<StatePlace> places,
    List<Frame> frames,
    List<LearningCurve> curves,
    List<String> skipped) {

  /**
   * A moment as it is shown.
   *
   * @param loss mean cross-entropy of the labeled steps in nats, NaN where there are none
   * @param values {@code [place][step]}
   */
  public record Frame(
      int step, boolean isBest, double loss, float[][] values, StepPredictions predictions) {}

  /** What a network is to read: the steps that are shown, and those that units are measured on. */
  public interface Readers {
    Inspection shown(RecurrentNetwork network);

    /**
     * What {@link #shown} gave where it is the same; empty where there is nothing to measure on.
     */
    Optional<Inspection> measured(RecurrentNetwork network, Inspection shown);
  }

  /**
   * Reads what the moments of a run say.
   *
   * @param moments in the order of their steps, one of them the best
   * @param places whose numbers are kept at most
   * @param predictions kept of every step
   * @param seed of the shifts that say what chance reaches
   * @throws UserException if a moment's network is not of the layers that the best one has
   */
  public static RunFilm of(
      List<Moment> moments, Readers readers, int places, int predictions, long seed) {
    Moment best = moments.stream().filter(Moment::isBest).findFirst().orElseThrow();
    RecurrentNetwork network = best.network().get();
    Inspection shown = readers.shown(network);
    Optional<Inspection> measured = readers.measured(network, shown);
    UnitScores scores =
        measured.map(on -> on.scores(seed)).orElse(new UnitScores(List.of(), List.of()));
    LearningCurves curves =
        new LearningCurves(scores, UnitTrack.of(shown.reading().layers()), moments.size());
    List<StatePlace> kept = places(scores, curves, shown.reading().layers(), places);
    List<Frame> frames = new ArrayList<>();
    for (Moment moment : moments) {
      // The best one was read above.
      RecurrentNetwork then = moment.isBest() ? network : moment.network().get();
      Inspection read = moment.isBest() ? shown : readers.shown(then);
      requireSameLayers(moment, read.reading(), shown.reading());
      Optional<Inspection> told = moment.isBest() ? measured : readers.measured(then, read);
      int place = frames.size();
      told.ifPresent(inspection -> curves.measure(place, inspection));
      frames.add(frame(moment, read.reading(), kept, predictions));
    }
    return new RunFilm(shown, kept, frames, curves.curves(), scores.skipped());
  }

  private static Frame frame(
      Moment moment, Reading reading, List<StatePlace> places, int predictions) {
    return new Frame(
        moment.step(),
        moment.isBest(),
        reading.meanLoss(),
        places.stream().map(place -> place.in(reading)).toArray(float[][]::new),
        reading.predictions().top(predictions));
  }

  /** First the best ones by their ranks, then all others. */
  private static List<StatePlace> places(
      UnitScores scores, LearningCurves curves, List<LayerReading> layers, int most) {
    Set<StatePlace> places = new LinkedHashSet<>();
    scores.byRank().forEach(score -> places.add(curves.place(score)));
    for (UnitTrack track : UnitTrack.of(layers)) {
      for (int unit = 0; unit < track.series().units(); unit++) {
        places.add(new StatePlace(track.layer(), track.quantity(), unit));
      }
    }
    return places.stream().limit(most).toList();
  }

  private static void requireSameLayers(Moment moment, Reading reading, Reading best) {
    if (!layers(reading).equals(layers(best))) {
      throw new UserException(
          "the film's model of step %,d has the layers %s, the best one %s: not of one run"
              .formatted(moment.step(), layers(reading), layers(best)));
    }
  }

  private static List<String> layers(Reading reading) {
    return reading.layers().stream()
        .map(layer -> "%s of %d".formatted(layer.name(), layer.hidden().units()))
        .toList();
  }
}
