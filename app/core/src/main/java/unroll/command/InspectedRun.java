package unroll.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.DataRoot;
import unroll.experiment.FinishedRun;
import unroll.insight.Inspection;
import unroll.insight.InspectionJson;
import unroll.insight.UnitScores;
import unroll.network.NetworkConfig;
import unroll.network.RecurrentNetwork;

/** Has the model of a run read its own data or a text. */
final class InspectedRun {
  private final FinishedRun run;
  private final DataRoot root;
  private final int steps;
  private final long seed;
  private final RecurrentNetwork network;

  /**
   * What was read, units by name and what they were measured on, what a person should be warned of,
   * and the page's data.
   */
  record Result(
      Inspection inspection,
      UnitScores scores,
      Inspection measured,
      Optional<String> warning,
      ObjectNode page) {}

  /**
   * @param steps that are read at most
   */
  InspectedRun(FinishedRun run, DataRoot root, int steps, long seed) {
    this.run = run;
    this.root = root;
    this.steps = steps;
    this.seed = seed;
    this.network = run.model();
  }

  Result ofHeldOut() {
    RunReader reader = RunReader.ofHeldOut(run, root, steps);
    Inspection inspection = reader.read(network);
    return result(inspection, inspection.scores(seed), inspection, reader.what(), reader.what());
  }

  /**
   * The units' names are still those that the run's own data gives, as a text may be short.
   *
   * @throws UserException if it is no input of the run's task
   */
  Result of(GivenInput given) {
    RunReader reader = RunReader.of(run, given, steps);
    Inspection inspection = reader.read(network);
    Inspection measured = inspection;
    UnitScores scores;
    String measuredOn;
    try {
      RunReader own = RunReader.ofHeldOut(run, root, steps);
      measured = own.read(network);
      scores = measured.scores(seed);
      measuredOn = own.what();
    } catch (UserException e) {
      scores = new UnitScores(List.of(), List.of());
      measuredOn = "nothing, as the run's data cannot be read (" + e.getMessage() + ")";
    }
    return result(inspection, scores, measured, reader.what(), measuredOn);
  }

  RecurrentNetwork network() {
    return network;
  }

  private Result result(
      Inspection inspection,
      UnitScores scores,
      Inspection measured,
      String what,
      String measuredOn) {
    Map<String, String> about = about(inspection, what);
    double loss = inspection.reading().meanLoss();
    double evenly = Math.log(network.outputSize());
    Optional<String> warning =
        network.outputSize() > 1 && loss > evenly
            ? Optional.of(
                String.format(
                    Locale.ROOT,
                    "the network does worse than guessing here (%.2f nats a step, guessing %.2f):"
                        + " it is in states that training never brought it to, so names of units"
                        + " may not hold elsewhere",
                    loss,
                    evenly))
            : Optional.empty();
    warning.ifPresent(text -> about.put("warning", text));
    return new Result(
        inspection,
        scores,
        measured,
        warning,
        InspectionJson.of(about, inspection, scores, measuredOn));
  }

  private Map<String, String> about(Inspection inspection, String what) {
    NetworkConfig config = run.config().network();
    Map<String, String> about = new LinkedHashMap<>();
    about.put("run", run.folder().toString());
    about.put(
        "network",
        "%s, %s of %,d units%s"
            .formatted(
                Words.kebabCase(config.cell()),
                config.layers() == 1 ? "1 layer" : config.layers() + " layers",
                config.units(),
                config.bidirectional() ? ", both ways" : ""));
    about.put("read", "%s, %,d steps".formatted(what, inspection.reading().steps()));
    double loss = inspection.reading().meanLoss();
    if (!Double.isNaN(loss)) {
      about.put("mean loss", String.format(Locale.ROOT, "%.4f nats a labeled step", loss));
    }
    return about;
  }
}
