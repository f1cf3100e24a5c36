package unroll.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import unroll.network.RecurrentNetwork;

/** Holds units of a network, one after the other, and compares what it says then. */
public final class CauseStudy {
  /** Units drawn at random for comparison. */
  public static final int OTHERS = 20;

  /** Units held at most, so that it ends in bounded time. */
  public static final int MOST_UNITS = 24;

  /** Multiplications of a study, about, which take some 20 seconds on 2 cores. */
  private static final double WORK = 3e11;

  private static final int FEWEST_STEPS = 1024;
  private static final int MOST_STEPS = 20_000;

  private final RecurrentNetwork network;
  private final Inspection inspection;
  private final long seed;
  private final ScoredSteps steps;
  private final List<Annotation> kinds;
  private final double[] before;

  /**
   * @param inspection of the network, with labels
   * @param seed of the sample of steps and of the random units
   */
  public CauseStudy(RecurrentNetwork network, Inspection inspection, long seed) {
    this.network = network;
    this.inspection = inspection;
    this.seed = seed;
    double ofAStep = 2.0 * (MOST_UNITS + OTHERS) * network.parameterCount();
    int most = (int) Math.max(FEWEST_STEPS, Math.min(WORK / ofAStep, MOST_STEPS));
    this.steps = new ScoredSteps(network, inspection, most, seed);
    int[] places = steps.places();
    this.kinds = inspection.kinds().stream().map(kind -> kind.at(places)).toList();
    this.before = steps.losses(network);
  }

  /** The best unit of every annotation that is told better than chance does, without doubles. */
  public static List<UnitPlace> named(Inspection inspection, UnitScores scores) {
    List<UnitTrack> tracks = UnitTrack.of(inspection.reading().layers());
    Set<UnitPlace> named = new LinkedHashSet<>();
    for (AnnotationScores of : scores.scored()) {
      if (of.isFound()) {
        UnitScore best = of.ranked().get(0);
        named.add(new UnitPlace(tracks.get(best.track()).layer(), best.unit()));
      }
    }
    return List.copyOf(named);
  }

  /**
   * Holds every unit at 0 and at its mean.
   *
   * @param wanted units in the order of their importance, without doubles
   * @param writer what a network writes, symbol by symbol, the same for the same network; nothing
   *     where it does not write
   */
  public Causes causes(List<UnitPlace> wanted, Function<RecurrentNetwork, List<String>> writer) {
    if (Ablation.effects(before, before, List.of()).get(0).steps() == 0) {
      return Causes.impossible("no step has a label that is a symbol");
    } else if (network.encodes()) {
      return Causes.impossible(
          "states of an encoder and decoder go through a bridge or an attention too, where no bias can"
              + " stand for a held one");
    }
    List<UnitPlace> units = wanted.stream().limit(MOST_UNITS).toList();
    List<UnitCause> causes = new ArrayList<>();
    List<UnitCause> random = new ArrayList<>();
    try {
      units.forEach(unit -> causes.add(cause(unit, writer)));
      others(units).forEach(unit -> random.add(cause(unit, held -> List.of())));
    } catch (IllegalArgumentException e) {
      return Causes.impossible(e.getMessage());
    }
    return new Causes(
        steps.words(),
        causes,
        wanted.size() - units.size(),
        random.size(),
        chance(random.stream().map(UnitCause::zeroed).toList()),
        chance(random.stream().map(UnitCause::clamped).toList()),
        writer.apply(network),
        Optional.empty());
  }

  private UnitCause cause(UnitPlace place, Function<RecurrentNetwork, List<String>> writer) {
    float[] values = inspection.reading().layers().get(place.layer()).hidden().unit(place.unit());
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    List<List<Ablation.Effect>> effects = new ArrayList<>();
    List<List<String>> written = new ArrayList<>();
    for (double value : new double[] {0, mean}) {
      RecurrentNetwork held = Ablation.hold(network, place.layer(), place.unit(), value);
      effects.add(Ablation.effects(before, steps.losses(held), kinds));
      List<String> text = writer.apply(held);
      if (!text.isEmpty()) {
        written.add(text);
      }
    }
    return new UnitCause(place, mean, effects.get(0), effects.get(1), written);
  }

  private List<UnitPlace> others(List<UnitPlace> units) {
    if (units.isEmpty()) {
      return List.of();
    }
    List<UnitPlace> others = new ArrayList<>();
    List<LayerReading> layers = inspection.reading().layers();
    for (int layer = 0; layer < layers.size(); layer++) {
      for (int unit = 0; unit < layers.get(layer).hidden().units(); unit++) {
        others.add(new UnitPlace(layer, unit));
      }
    }
    others.removeAll(Set.copyOf(units));
    Collections.shuffle(others, new Random(seed));
    return others.subList(0, Math.min(OTHERS, others.size()));
  }

  private static List<Causes.Chance> chance(List<List<Ablation.Effect>> ofUnits) {
    List<Causes.Chance> all = new ArrayList<>();
    int kinds = ofUnits.isEmpty() ? 0 : ofUnits.get(0).size();
    for (int i = 0; i < kinds; i++) {
      int kind = i;
      double[] changes = ofUnits.stream().mapToDouble(unit -> unit.get(kind).change()).toArray();
      Spread spread = Spread.of(changes);
      all.add(new Causes.Chance(ofUnits.get(0).get(kind).kind(), spread.median(), spread.high()));
    }
    return all;
  }
}
