package unroll.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import unroll.config.UserException;
import unroll.data.Vocabulary;
import unroll.network.RecurrentNetwork;
import unroll.training.Evaluator;

/** Says of a line how expected its characters are, and which would come next. */
final class TextScorer implements Predictor {
  private static final int NEXT = 5;

  private final RecurrentNetwork network;
  private final Vocabulary vocabulary;

  TextScorer(RecurrentNetwork network, Vocabulary vocabulary) {
    this.network = network;
    this.vocabulary = vocabulary;
  }

  @Override
  public Optional<Map<String, Object>> answer(String line) {
    int[] ids = line.codePoints().map(vocabulary::idOfCharacter).toArray();
    if (ids.length == 0) {
      throw new UserException("empty; expected text");
    }
    network.clearStepState();
    double nats = 0;
    double[] next = network.step(ids[0]);
    for (int i = 1; i < ids.length; i++) {
      nats -= Math.log(Math.max(next[ids[i]], Evaluator.SMALLEST));
      next = network.step(ids[i]);
    }
    network.clearStepState();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("text", line);
    answer.put("characters", ids.length);
    if (ids.length > 1) {
      answer.put("nats-per-character", nats / (ids.length - 1));
    }
    answer.put("next", mostProbable(next));
    return Optional.of(answer);
  }

  private Map<String, Double> mostProbable(double[] probabilities) {
    Map<String, Double> best = new LinkedHashMap<>();
    IntStream.range(0, probabilities.length)
        .boxed()
        .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
        .limit(NEXT)
        .forEach(id -> best.put(vocabulary.symbol(id), probabilities[id]));
    return best;
  }
}
