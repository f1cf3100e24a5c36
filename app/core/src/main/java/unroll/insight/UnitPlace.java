package unroll.insight;

/**
 * A hidden unit.
 *
 * @param layer place among the recurrent layers, from 0
 * @param unit place in the layer, from 0; of one that reads both ways the forward units come first
 */
public record UnitPlace(int layer, int unit) {}
