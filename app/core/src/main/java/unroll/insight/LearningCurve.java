package unroll.insight;

/**
 * When a network learned to tell an annotation. Figures are areas under the curve, or Spearman's
 * correlations where the annotation is a number, on the held-out half.
 *
 * @param annotation its name
 * @param baseline what chance reaches with the best model, see {@link AnnotationScores#baseline}
 * @param place the unit that tells it best in the best model, by the ranking half
 * @param isInverted whether that unit falls where the annotation rises
 * @param ofUnit its figure at every moment
 * @param ofBest at every moment that of the unit which was best then, by the ranking half
 */
public record LearningCurve(
    String annotation,
    boolean isBinary,
    double baseline,
    StatePlace place,
    boolean isInverted,
    double[] ofUnit,
    double[] ofBest) {}
