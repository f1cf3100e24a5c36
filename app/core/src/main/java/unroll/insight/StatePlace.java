package unroll.insight;

/**
 * A number that a layer has at every step.
 *
 * @param layer place among the recurrent layers, from 0
 * @param quantity hidden or cell
 * @param unit place in the layer, from 0
 */
public record StatePlace(int layer, String quantity, int unit) {
  /** The number at all steps. */
  float[] in(Reading reading) {
    LayerReading of = reading.layers().get(layer);
    return (quantity.equals(UnitTrack.CELL) ? of.cell().orElseThrow() : of.hidden()).unit(unit);
  }
}
