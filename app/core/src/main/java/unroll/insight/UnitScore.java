package unroll.insight;

/**
 * How well one unit tells an annotation: the area under the curve, or Spearman's correlation where
 * the annotation is a number.
 *
 * @param track place among the tracks
 * @param unit place in its layer, from 0
 * @param isInverted whether the unit falls where the annotation rises; the figures are those of its
 *     negative then
 * @param ranking on the half of the sequence by which units were ranked
 * @param heldOut on the other half, which had no part in the choice
 */
public record UnitScore(int track, int unit, boolean isInverted, double ranking, double heldOut) {

  /** The same unit where other tracks stand before its own. */
  UnitScore after(int tracks) {
    return new UnitScore(tracks + track, unit, isInverted, ranking, heldOut);
  }
}
