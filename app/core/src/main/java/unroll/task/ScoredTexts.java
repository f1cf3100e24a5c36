package unroll.task;

import java.util.List;
import java.util.Set;
import unroll.data.BatchPlan;
import unroll.data.SequenceExample;
import unroll.training.Scorer;

/**
 * The texts of a split that is scored, for its figures and its table of predictions.
 *
 * @param texts in the order in which the plan's first epoch has them
 * @param alsoBefore identities of those that stand in a split before it too
 */
record ScoredTexts(List<LabeledText> texts, Set<String> alsoBefore) {
  static ScoredTexts of(
      BatchPlan plan,
      List<SequenceExample> examples,
      List<LabeledText> texts,
      Set<String> alsoBefore) {
    return new ScoredTexts(PlanOrder.of(plan, examples, texts), alsoBefore);
  }

  Scorer scorer(List<String> classes) {
    return new PredictionTable(
        new SentimentScorer(classes, texts, alsoBefore),
        classes,
        texts.stream().map(LabeledText::text).toList());
  }
}
