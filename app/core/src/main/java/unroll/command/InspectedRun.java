package unroll.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import unroll.config.Words;
import unroll.data.DataRoot;
import unroll.experiment.FinishedRun;
import unroll.insight.Inspection;
import unroll.insight.InspectionJson;
import unroll.insight.UnitScores;
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
      RunReader measuredBy,
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
    UnitScores scores = inspection.scores(seed);
    InspectedAttention attention = reader.attention(network, inspection);
    return result(inspection, reader.what(), scores, reader, inspection, reader.what(), attention);
  }

  /**
   * The units' names are still those that the run's own data gives, as a text may be short.
   *
   * @throws unroll.config.UserException if it is no input of the run's task
   */
  Result of(GivenInput given) {
    RunReader reader = RunReader.of(run, given, steps);
    Inspection inspection = reader.read(network);
    InspectedAttention attention = reader.attention(network, inspection);
    OwnData own = OwnData.of(run, root, steps);
    if (own.reader().isEmpty()) {
      UnitScores none = new UnitScores(List.of(), List.of());
      return result(inspection, reader.what(), none, reader, inspection, own.what(), attention);
    }
    Inspection measured = own.reader().get().read(network);
    UnitScores scores = measured.scores(seed);
    return result(
        inspection, reader.what(), scores, own.reader().get(), measured, own.what(), attention);
  }

  RecurrentNetwork network() {
    return network;
  }

  private Result result(
      Inspection inspection,
      String what,
      UnitScores scores,
      RunReader measuredBy,
      Inspection measured,
      String measuredOn,
      InspectedAttention attention) {
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
    ObjectNode page = InspectionJson.of(about, inspection, scores, measuredOn);
    attention.addTo(page);
    return new Result(inspection, scores, measuredBy, measured, warning, page);
  }

  private Map<String, String> about(Inspection inspection, String what) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("run", run.folder().toString());
    about.put("network", NetworkText.of(run.config().network()));
    about.put(
        "read", "%s, %s".formatted(what, Words.counted(inspection.reading().steps(), "step")));
    double loss = inspection.reading().meanLoss();
    if (!Double.isNaN(loss)) {
      about.put("mean loss", String.format(Locale.ROOT, "%.4f nats a labeled step", loss));
    }
    return about;
  }
}
