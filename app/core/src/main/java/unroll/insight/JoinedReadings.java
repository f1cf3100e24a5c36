package unroll.insight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lays readings of one network one after the other. */
final class JoinedReadings {
  private final List<Reading> readings;
  private final int steps;

  JoinedReadings(List<Reading> readings) {
    if (readings.isEmpty()) {
      throw new IllegalArgumentException("expected at least one reading");
    }
    this.readings = readings;
    this.steps = readings.stream().mapToInt(Reading::steps).reduce(0, Math::addExact);
  }

  Reading reading() {
    if (readings.size() == 1) {
      return readings.get(0);
    }
    List<LayerReading> layers = new ArrayList<>();
    for (int i = 0; i < readings.get(0).layers().size(); i++) {
      layers.add(layer(i));
    }
    List<float[][]> alignments =
        readings.stream().flatMap(reading -> reading.alignments().stream()).toList();
    return new Reading(steps, layers, predictions(), alignments);
  }

  private LayerReading layer(int place) {
    LayerReading first = readings.get(0).layers().get(place);
    Map<String, UnitSeries> gates = new LinkedHashMap<>();
    for (String gate : first.gates().keySet()) {
      gates.put(gate, series(place, layer -> layer.gates().get(gate)));
    }
    return new LayerReading(
        first.name(),
        first.stack().map(stack -> new LayerReading.Stack(stack.name(), stackSteps(place))),
        first.readsBothWays(),
        series(place, LayerReading::hidden),
        first.cell().map(cell -> series(place, layer -> layer.cell().orElseThrow())),
        gates);
  }

  private boolean[] stackSteps(int place) {
    boolean[] joined = new boolean[steps];
    int from = 0;
    for (Reading reading : readings) {
      boolean[] part = reading.layers().get(place).stack().orElseThrow().steps();
      System.arraycopy(part, 0, joined, from, part.length);
      from += part.length;
    }
    return joined;
  }

  private UnitSeries series(int place, Function<LayerReading, UnitSeries> of) {
    int units = of.apply(readings.get(0).layers().get(place)).units();
    UnitSeries joined = UnitSeries.empty(units, steps);
    int from = 0;
    for (Reading reading : readings) {
      UnitSeries part = of.apply(reading.layers().get(place));
      for (int unit = 0; unit < units; unit++) {
        System.arraycopy(
            part.values(), unit * part.steps(), joined.values(), unit * steps + from, part.steps());
      }
      from += part.steps();
    }
    return joined;
  }

  private StepPredictions predictions() {
    int most = readings.get(0).predictions().most();
    StepPredictions joined = StepPredictions.empty(steps, most);
    int from = 0;
    for (Reading reading : readings) {
      StepPredictions part = reading.predictions();
      System.arraycopy(part.ids(), 0, joined.ids(), from * most, part.ids().length);
      System.arraycopy(part.values(), 0, joined.values(), from * most, part.values().length);
      System.arraycopy(part.ofLabel(), 0, joined.ofLabel(), from, part.steps());
      from += part.steps();
    }
    return joined;
  }
}
