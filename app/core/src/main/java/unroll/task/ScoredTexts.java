package unroll.task;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
    Map<SequenceExample, LabeledText> byExample = new IdentityHashMap<>();
    for (int i = 0; i < examples.size(); i++) {
      byExample.put(examples.get(i), texts.get(i));
    }
    List<LabeledText> inOrder = new ArrayList<>(examples.size());
    for (int batch = 0; batch < plan.batches(); batch++) {
      plan.rows(0, batch).forEach(example -> inOrder.add(byExample.get(example)));
    }
    return new ScoredTexts(inOrder, alsoBefore);
  }

  Scorer scorer(List<String> classes) {
    return new PredictionTable(
        new SentimentScorer(classes, texts, alsoBefore),
        classes,
        texts.stream().map(LabeledText::text).toList());
  }
}
