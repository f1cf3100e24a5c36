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
import unroll.data.Symbols;
import unroll.data.TextSource;
import unroll.data.Vocabulary;
import unroll.experiment.FinishedRun;
import unroll.experiment.HeldOut;
import unroll.insight.InspectedSequences;
import unroll.insight.Inspection;
import unroll.insight.InspectionJson;
import unroll.insight.Inspector;
import unroll.insight.UnitScores;
import unroll.network.ModelFit;
import unroll.network.NetworkConfig;
import unroll.network.RecurrentNetwork;
import unroll.task.CharacterLanguageModel;

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
    HeldOut heldOut = run.heldOut(root, Optional.empty());
    Inspection inspection = inspect(heldOut);
    String measuredOn = measuredOn(heldOut);
    UnitScores scores = inspection.scores(seed);
    return result(inspection, scores, inspection, heldOut.split() + " data", measuredOn);
  }

  /**
   * The units' names are still those that the run's own data gives, as a text may be short.
   *
   * @throws UserException if the task is another, or a character is not in the vocabulary
   */
  Result ofText(TextSource source) {
    if (!(run.config().task() instanceof CharacterLanguageModel)) {
      throw new UserException(
          "--text and --file go with a character language model; without them the run's own test"
              + " data is read");
    }
    Vocabulary vocabulary = run.vocabulary(CharacterLanguageModel.VOCABULARY_FILE);
    ModelFit.require(network, CharacterLanguageModel.shape(vocabulary), run.folder());
    Inspector inspector =
        new Inspector(
            network,
            CharacterLanguageModel.shape(vocabulary),
            vocabulary.symbols(),
            vocabulary.symbols());
    Inspection inspection = inspector.inspect(read(source, vocabulary));
    Inspection measured = inspection;
    UnitScores scores;
    String measuredOn;
    try {
      HeldOut heldOut = run.heldOut(root, Optional.empty());
      measured = inspect(heldOut);
      scores = measured.scores(seed);
      measuredOn = measuredOn(heldOut);
    } catch (UserException e) {
      scores = new UnitScores(List.of(), List.of());
      measuredOn = "nothing, as the run's data cannot be read (" + e.getMessage() + ")";
    }
    return result(inspection, scores, measured, source.name(), measuredOn);
  }

  private Symbols read(TextSource source, Vocabulary vocabulary) {
    Symbols.Builder symbols = new Symbols.Builder(vocabulary.size(), 0);
    int[] length = new int[1];
    source.forEachCodePoint(
        character -> {
          if (length[0] < steps) {
            length[0]++;
            symbols.add(id(source, vocabulary, character, length[0]));
          }
        });
    if (length[0] == 0) {
      throw new UserException(source.name() + ": is empty; expected text");
    }
    return symbols.build();
  }

  private static int id(TextSource source, Vocabulary vocabulary, int character, int place) {
    return vocabulary
        .idOf(Character.toString(character))
        .orElseThrow(
            () ->
                new UserException(
                    "%s, character %,d: \"%s\" (U+%04X) is not one of the %,d that the network knows"
                        .formatted(
                            source.name(),
                            place,
                            Vocabulary.escape(Character.toString(character)),
                            character,
                            vocabulary.size())));
  }

  private Inspection inspect(HeldOut heldOut) {
    ModelFit.require(network, heldOut.data().shape(), run.folder());
    Inspector inspector =
        new Inspector(
            network, heldOut.data().shape(), heldOut.data().inputs(), heldOut.data().labels());
    return inspector.inspect(InspectedSequences.of(heldOut.plan(), heldOut.data().shape(), steps));
  }

  private static String measuredOn(HeldOut heldOut) {
    return heldOut.split().equals("training")
        ? "the training data, as the run has no other"
        : "the " + heldOut.split() + " data";
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
