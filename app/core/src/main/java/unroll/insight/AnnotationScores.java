package unroll.insight;

import java.util.List;

/**
 * The units that tell an annotation best.
 *
 * @param annotation what is told, on the whole sequence
 * @param baseline what chance reaches: the 99 % quantile, over circular shifts of the held-out
 *     annotation, of the best of all units' figures
 * @param ranked by the ranking half, the best first
 */
public record AnnotationScores(Annotation annotation, double baseline, List<UnitScore> ranked) {
  /** Whether the first unit is better than chance on the held-out half. */
  public boolean isFound() {
    return ranked.get(0).heldOut() > baseline;
  }
}
