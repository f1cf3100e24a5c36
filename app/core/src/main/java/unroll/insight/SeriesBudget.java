package unroll.insight;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which units' numbers a page holds, a byte a step, so that it stays small: first the hidden states
 * of units that stand in the ranked lists and of all others, then cell states and gates in the same
 * order.
 */
final class SeriesBudget {
  private final List<LayerReading> layers;
  private final Map<Integer, Map<String, Set<Integer>>> kept = new LinkedHashMap<>();
  private long left;

  /**
   * @param bytes of all numbers together
   */
  SeriesBudget(List<LayerReading> layers, UnitScores scores, long bytes) {
    this.layers = layers;
    this.left = bytes;
    Set<UnitPlace> order = order(scores);
    for (UnitPlace place : order) {
      keep(place, UnitTrack.HIDDEN);
    }
    for (UnitPlace place : order) {
      LayerReading layer = layers.get(place.layer());
      layer.cell().ifPresent(cell -> keep(place, UnitTrack.CELL));
      layer.gates().keySet().forEach(gate -> keep(place, gate));
    }
  }

  private Set<UnitPlace> order(UnitScores scores) {
    List<UnitTrack> tracks = UnitTrack.of(layers);
    Set<UnitPlace> order = new LinkedHashSet<>();
    for (UnitScore score : scores.byRank()) {
      order.add(new UnitPlace(tracks.get(score.track()).layer(), score.unit()));
    }
    for (int layer = 0; layer < layers.size(); layer++) {
      for (int unit = 0; unit < layers.get(layer).hidden().units(); unit++) {
        order.add(new UnitPlace(layer, unit));
      }
    }
    return order;
  }

  private void keep(UnitPlace place, String quantity) {
    int steps = layers.get(place.layer()).hidden().steps();
    if (steps <= left) {
      left -= steps;
      kept.computeIfAbsent(place.layer(), layer -> new LinkedHashMap<>())
          .computeIfAbsent(quantity, name -> new TreeSet<>())
          .add(place.unit());
    }
  }

  /** Units kept of a layer's quantity, in their order. */
  Set<Integer> units(int layer, String quantity) {
    return kept.getOrDefault(layer, Map.of()).getOrDefault(quantity, Set.of());
  }
}
