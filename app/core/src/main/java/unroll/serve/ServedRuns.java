package unroll.serve;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.config.Words;
import unroll.experiment.FinishedRun;

/** The runs of a server by name: that of the folder, with a number where two are called alike. */
final class ServedRuns {
  private final Map<String, ServedRun> byName = new LinkedHashMap<>();

  /**
   * @param models of every run at most
   * @throws unroll.config.UserException if a folder is not a run
   */
  ServedRuns(List<Path> folders, int models) {
    for (Path folder : folders) {
      // As a whole path, so that messages for clients can have the run's name in its place.
      Path whole = folder.toAbsolutePath().normalize();
      FinishedRun run = new FinishedRun(whole, FinishedRun.open(folder).config());
      String plain = whole.getFileName().toString();
      String name = plain;
      for (int number = 2; byName.containsKey(name); number++) {
        name = plain + "-" + number;
      }
      byName.put(name, ServedRun.of(name, run, models));
    }
  }

  Collection<ServedRun> all() {
    return byName.values();
  }

  /**
   * @throws HttpError 404 with the nearest name if there is none
   */
  ServedRun named(String name) {
    ServedRun run = byName.get(name);
    if (run == null) {
      throw new HttpError(404, "no run of this name; " + Words.hint(name, byName.keySet()));
    }
    return run;
  }
}
