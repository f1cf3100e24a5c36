package unroll.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.config.ConfigDifference;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.Vocabulary;
import unroll.experiment.FinishedRun;
import unroll.insight.FilmBudget;
import unroll.insight.FilmJson;
import unroll.insight.FilmJson.NamedFilm;
import unroll.insight.RunFilm;

/** Films of runs of one task, side by side. */
final class FilmedRuns {
  private static final int MOST_RUNS = 8;

  private final List<FilmedRun> runs;

  /**
   * @throws UserException if the runs are of several tasks, or too many
   */
  FilmedRuns(List<FilmedRun> runs) {
    if (runs.size() > MOST_RUNS) {
      throw new UserException(
          "%d runs side by side; expected at most %d".formatted(runs.size(), MOST_RUNS));
    }
    FinishedRun first = runs.get(0).run();
    for (FilmedRun other : runs) {
      if (!task(other.run()).equals(task(first))) {
        throw new UserException(
            "%s: is a run of %s, %s one of %s; expected runs of one task"
                .formatted(other.run().folder(), task(other.run()), first.folder(), task(first)));
      }
    }
    this.runs = runs;
  }

  private static String task(FinishedRun run) {
    return Words.typeName(run.config().task().getClass());
  }

  /**
   * @param seed of the shifts that say what chance reaches
   * @throws UserException if one run reads other steps than the first
   */
  List<NamedFilm> films(long seed) {
    int moments = runs.stream().mapToInt(FilmedRun::moments).sum();
    FilmBudget budget = FilmBudget.of(runs.size(), moments, runs.get(0).steps());
    List<NamedFilm> films = new ArrayList<>();
    for (FilmedRun run : runs) {
      requireSameCount(run);
      RunFilm film = run.film(budget, seed);
      films.add(new NamedFilm(run.run().folder().toString(), run.network(), film));
      requireSameSteps(run, film.shown().steps(), films.get(0).film().shown().steps());
    }
    return films;
  }

  JsonNode page(List<NamedFilm> films) {
    FilmedRun first = runs.get(0);
    Map<String, String> about = new LinkedHashMap<>();
    about.put("read", "%s, %,d steps".formatted(first.what(), first.steps()));
    about.put("task", task(first.run()));
    return FilmJson.of(about, films, first.measuredOn());
  }

  private void requireSameCount(FilmedRun run) {
    if (run.steps() != runs.get(0).steps()) {
      throw different(run, "reads %,d steps, %%s %,d".formatted(run.steps(), runs.get(0).steps()));
    }
  }

  private void requireSameSteps(FilmedRun run, List<String> steps, List<String> firstSteps) {
    for (int i = 0; i < steps.size(); i++) {
      if (!steps.get(i).equals(firstSteps.get(i))) {
        throw different(
            run,
            "reads \"%s\" at step %,d, %%s \"%s\""
                .formatted(percents(steps.get(i)), i + 1, percents(firstSteps.get(i))));
      }
    }
  }

  private static String percents(String text) {
    return Vocabulary.escape(text).replace("%", "%%");
  }

  private UserException different(FilmedRun run, String how) {
    FinishedRun first = runs.get(0).run();
    List<String> keys =
        ConfigDifference.keys(first.config(), run.run().config()).stream()
            .filter(key -> key.startsWith("task."))
            .toList();
    return new UserException(
        "%s: %s; expected runs that read the same%s"
            .formatted(
                run.run().folder(),
                how.formatted(first.folder()),
                keys.isEmpty() ? "" : " (what differs: " + String.join(", ", keys) + ")"));
  }
}
