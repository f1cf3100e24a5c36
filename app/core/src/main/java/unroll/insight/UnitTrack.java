package unroll.insight;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of number of a layer's units over a sequence.
 *
 * @param layer place among the recurrent layers, from 0
 * @param quantity hidden or cell
 */
public record UnitTrack(int layer, String quantity, UnitSeries series) {
  public static final String HIDDEN = "hidden";
  public static final String CELL = "cell";

  /** The states that a layer keeps from step to step, of all layers. */
  public static List<UnitTrack> of(List<LayerReading> layers) {
    List<UnitTrack> tracks = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      LayerReading reading = layers.get(layer);
      tracks.add(new UnitTrack(layer, HIDDEN, reading.hidden()));
      if (reading.cell().isPresent()) {
        tracks.add(new UnitTrack(layer, CELL, reading.cell().get()));
      }
    }
    return tracks;
  }

  /** Where the units of a track begin, if those of all tracks stand one after the other. */
  static int firstLine(List<UnitTrack> tracks, int track) {
    return tracks.subList(0, track).stream().mapToInt(before -> before.series().units()).sum();
  }
}
