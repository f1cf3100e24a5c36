package unroll.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.insight.CauseJson;
import unroll.insight.CauseStudy;
import unroll.insight.Causes;
import unroll.insight.Inspection;
import unroll.insight.LayerReading;
import unroll.insight.MemoryReach;
import unroll.insight.ReachStudy;
import unroll.insight.UnitPlace;
import unroll.network.RecurrentNetwork;

/** What units cause, and how far memory reaches, for the page of an inspected run. */
final class InspectedCauses {
  private static final Pattern PLACE = Pattern.compile("(\\d{1,6}):(\\d{1,6})");

  private final RecurrentNetwork network;
  private final long seed;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param seed of all that is drawn
   */
  InspectedCauses(RecurrentNetwork network, long seed) {
    this.network = network;
    this.seed = seed;
  }

  /**
   * Units that a person names, as LAYER:UNIT counted from 1; of a layer that reads both ways the
   * backward units are counted on after the forward ones.
   *
   * @throws UserException if one is something else, or is not there
   */
  static List<UnitPlace> places(List<String> named, List<LayerReading> layers) {
    List<UnitPlace> places = new ArrayList<>();
    for (String name : named) {
      Matcher numbers = PLACE.matcher(name);
      if (!numbers.matches()) {
        throw new UserException(
            "--ablate: expected LAYER:UNIT, such as 1:12, found \"%s\"".formatted(name));
      }
      int layer = Integer.parseInt(numbers.group(1));
      int unit = Integer.parseInt(numbers.group(2));
      require("layer", layer, layers.size());
      require("unit of layer " + layer, unit, layers.get(layer - 1).hidden().units());
      places.add(new UnitPlace(layer - 1, unit - 1));
    }
    return places;
  }

  private static void require(String what, int number, int most) {
    if (number < 1 || number > most) {
      throw new UserException(
          "--ablate: expected a %s from 1 to %,d, found %,d".formatted(what, most, number));
    }
  }

  /**
   * Measures, and adds what was found to the data of the page.
   *
   * @param asked units to be held besides those that have names
   */
  void addTo(InspectedRun.Result result, List<UnitPlace> asked) {
    Inspection measured = result.measured();
    ObjectNode page = result.page();
    Set<UnitPlace> units = new LinkedHashSet<>(asked);
    units.addAll(CauseStudy.named(measured, result.scores()));
    long start = System.nanoTime();
    CauseStudy study = new CauseStudy(network, measured, seed);
    InspectedWriting writing = result.measuredBy().writing(measured, seed);
    Causes causes = study.causes(List.copyOf(units), writing.writer());
    lines.add(
        causes.impossible().isPresent()
            ? "cause: not measured, " + causes.impossible().get()
            : "cause: %s and %s held, %s%s"
                .formatted(
                    Words.counted(causes.units().size(), "unit"),
                    Words.counted(causes.others(), "other"),
                    causes.sampled(),
                    seconds(start)));
    ObjectNode cause = CauseJson.of(causes);
    cause.put("prompt", writing.prompt());
    page.set("cause", cause);
    start = System.nanoTime();
    MemoryReach reach = new ReachStudy(network, measured, seed).reach();
    lines.add(
        reach.positions() == 0
            ? "memory: not measured, " + reach.noLags().orElseThrow()
            : "memory: %s, %s, %s%s"
                .formatted(
                    Words.counted(reach.positions(), "step"),
                    Words.counted(reach.contexts().size(), "context"),
                    Words.counted(reach.lags().size(), "lag"),
                    seconds(start)));
    page.set("memory", CauseJson.of(reach));
    page.put("seed", seed);
  }

  /** What was measured and how long it took, for a terminal. */
  List<String> lines() {
    return lines;
  }

  private static String seconds(long start) {
    return String.format(Locale.ROOT, ": %.1f s", (System.nanoTime() - start) / 1e9);
  }
}
