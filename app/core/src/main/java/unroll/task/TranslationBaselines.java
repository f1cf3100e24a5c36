package unroll.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import unroll.baseline.MostFrequentText;

/** Scores of the source as its own translation, and of the most frequent translation. */
final class TranslationBaselines {
  private final TranslationEncoder encoder;
  private final Map<String, EncodedPairs> pairs;
  private final Set<String> splits;

  /**
   * @param pairs by the names of the splits
   * @param splits names of those to score
   */
  TranslationBaselines(
      TranslationEncoder encoder, Map<String, EncodedPairs> pairs, Set<String> splits) {
    this.encoder = encoder;
    this.pairs = pairs;
    this.splits = splits;
  }

  /**
   * @return method, then split, then metric
   */
  Map<String, Map<String, Map<String, Double>>> scores() {
    List<SentencePair> training = pairs.get(PairSplits.TRAINING).pairs();
    int most = MostFrequentText.in(training.stream().map(pair -> encoder.reference(pair.target())));
    String mostFrequent = encoder.reference(training.get(most).target());
    Map<String, Map<String, Map<String, Double>>> scores = new LinkedHashMap<>();
    scores.put("copied source", score(encoder::reference));
    scores.put("most frequent target", score(source -> mostFrequent));
    return scores;
  }

  private Map<String, Map<String, Double>> score(UnaryOperator<String> method) {
    Map<String, Map<String, Double>> bySplit = new LinkedHashMap<>();
    for (String split : splits) {
      TranslationQuality quality = new TranslationQuality();
      for (SentencePair pair : pairs.get(split).pairs()) {
        quality.add(pair.source(), encoder.reference(pair.target()), method.apply(pair.source()));
      }
      bySplit.put(split, quality.metrics());
    }
    return bySplit;
  }
}
