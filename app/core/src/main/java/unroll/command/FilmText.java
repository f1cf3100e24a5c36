package unroll.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import unroll.insight.FilmJson.NamedFilm;
import unroll.insight.LayerReading;
import unroll.insight.LearningCurve;
import unroll.insight.RunFilm;

/** When the units of a run learned what they tell, as lines for a terminal. */
final class FilmText {
  private final NamedFilm named;

  FilmText(NamedFilm named) {
    this.named = named;
  }

  Stream<String> lines() {
    RunFilm film = named.film();
    int last = film.frames().get(film.frames().size() - 1).step();
    String head =
        String.format(
            Locale.ROOT,
            "%s (%s): %d moments, step %,d to %,d",
            named.run(),
            named.network(),
            film.frames().size(),
            film.frames().get(0).step(),
            last);
    return Stream.concat(Stream.of(head), film.curves().stream().map(this::line));
  }

  private String line(LearningCurve curve) {
    List<RunFilm.Frame> frames = named.film().frames();
    int best = 0;
    while (!frames.get(best).isBest()) {
      best++;
    }
    LayerReading layer = named.film().shown().reading().layers().get(curve.place().layer());
    return String.format(
        Locale.ROOT,
        "  %-36s layer %d, %s of unit %s: %s %.3f, chance %.3f, %s",
        curve.annotation(),
        curve.place().layer() + 1,
        curve.place().quantity(),
        layer.unitName(curve.place().unit()),
        curve.isBinary() ? "AUC" : "rank correlation",
        curve.ofUnit()[best],
        curve.baseline(),
        since(curve, best));
  }

  /** From which moment on the unit is better than chance, to the best model. */
  private String since(LearningCurve curve, int best) {
    int since = best + 1;
    while (since > 0 && curve.ofUnit()[since - 1] > curve.baseline()) {
      since--;
    }
    return since > best
        ? "not found"
        : String.format(Locale.ROOT, "since step %,d", named.film().frames().get(since).step());
  }
}
