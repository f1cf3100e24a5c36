package unroll.task;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import unroll.baseline.MajorityClass;
import unroll.baseline.NaiveBayes;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextUnit;
import unroll.data.text.TextVocabulary;

/** Scores of the most frequent label, and of naive Bayes on syllables. */
final class SentimentBaselines {
  private static final int ORDER = 3;
  private static final double ALPHA = 1;

  /** Memory for n-grams, and what one takes in it (see {@link NaiveBayes}). */
  private static final int MOST_BYTES = 1 << 28;

  private static final int BYTES_AN_NGRAM = 50;
  private static final int BYTES_A_COUNT = 6;

  private final SentimentTexts texts;
  private final List<String> classes;
  private final Set<String> splits;

  /**
   * @param splits names of those to score
   */
  SentimentBaselines(SentimentTexts texts, List<String> classes, Set<String> splits) {
    this.texts = texts;
    this.classes = classes;
    this.splits = splits;
  }

  /**
   * @return method, then split, then metric
   */
  Map<String, Map<String, Map<String, Double>>> scores(boolean lowercase) {
    Map<String, Map<String, Map<String, Double>>> scores = new LinkedHashMap<>();
    MajorityClass majority = new MajorityClass(classes.size());
    texts.of("training").forEach(text -> majority.add(text.label()));
    scores.put("majority", score(text -> majority.probabilities()));
    addNaiveBayes(lowercase, scores);
    return scores;
  }

  private void addNaiveBayes(
      boolean lowercase, Map<String, Map<String, Map<String, Double>>> scores) {
    TextVocabulary syllables =
        TextVocabulary.count(
            TextSplitter.learn(TextUnit.SYLLABLE, lowercase, 0, List.of()),
            () -> texts.of("training").stream().map(LabeledText::text).iterator(),
            List.of(TextVocabulary.UNKNOWN),
            0,
            1);
    int most = MOST_BYTES / (BYTES_AN_NGRAM + BYTES_A_COUNT * classes.size());
    NaiveBayes bayes = new NaiveBayes(classes.size(), ORDER, ALPHA, most);
    texts.of("training").forEach(text -> bayes.add(syllables.encode(text.text()), text.label()));
    String name = "naive Bayes on 1-" + ORDER + "-grams of syllables";
    if (bayes.ngrams() == most) {
      name += " (the first " + most + " of them)";
    }
    scores.put(
        name,
        score(
            text ->
                Arrays.stream(bayes.logProbabilities(syllables.encode(text.text())))
                    .map(Math::exp)
                    .toArray()));
  }

  private Map<String, Map<String, Double>> score(Function<LabeledText, double[]> method) {
    Map<String, Map<String, Double>> bySplit = new LinkedHashMap<>();
    for (String split : splits) {
      SentimentScorer scorer =
          new SentimentScorer(classes, texts.of(split), texts.alsoBefore(split));
      texts.of(split).forEach(text -> scorer.add(method.apply(text)));
      bySplit.put(split, scorer.metrics());
    }
    return bySplit;
  }
}
