package unroll.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.training.Answers;
import unroll.training.Scorer;

/**
 * How well the words of captions are foreseen from the image and the true words before. Where all
 * words of a caption are, a greedy search finds it.
 */
final class CaptionScorer implements Scorer {
  private static final String TOKEN_ACCURACY = "token-accuracy";
  private static final String CAPTION_ACCURACY = "caption-accuracy";

  private long labels;
  private long correctLabels;
  private long captions;
  private long correctCaptions;

  @Override
  public void add(SequenceExample example, Answers answers) {
    Symbols expected = (Symbols) example.labels();
    int correct = 0;
    for (int label = 0; label < answers.length(); label++) {
      correct += answers.best(label) == expected.at(label) ? 1 : 0;
    }
    labels += answers.length();
    correctLabels += correct;
    captions++;
    correctCaptions += correct == answers.length() ? 1 : 0;
  }

  @Override
  public Map<String, Double> metrics(double loss) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(TOKEN_ACCURACY, (double) correctLabels / labels);
    metrics.put(CAPTION_ACCURACY, (double) correctCaptions / captions);
    metrics.put("perplexity", Math.exp(loss));
    metrics.put("loss", loss);
    return metrics;
  }

  @Override
  public List<String> rankings() {
    return List.of(TOKEN_ACCURACY, CAPTION_ACCURACY);
  }
}
