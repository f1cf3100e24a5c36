package unroll.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.training.Answers;

class TranslationScorerTest {
  private static final double[][] OUTPUTS = {
    {0.7, 0.2, 0.1}, {0.1, 0.3, 0.6}, {0.5, 0.4, 0.1}, {0.2, 0.2, 0.6}
  };

  private static Map<String, Double> metrics(OptionalInt pad, int... labels) {
    TranslationScorer scorer = new TranslationScorer(pad, Optional.empty());
    scorer.add(new SequenceExample(Symbols.of(1), Symbols.of(labels)), new Answers(OUTPUTS));
    return scorer.metrics(1.5);
  }

  @Test
  void countsThePiecesThatAreForeseen() {
    Map<String, Double> metrics = metrics(OptionalInt.empty(), 0, 2, 1, 0);
    assertEquals(2.0 / 4, metrics.get("token-accuracy"));
    assertEquals(Math.pow(0.7 * 0.6 * 0.4 * 0.2, -1.0 / 4), metrics.get("perplexity"), 1e-12);
    assertEquals(1.5, metrics.get("loss"));
  }

  @Test
  void piecesThatFillASentenceUpDoNotCount() {
    Map<String, Double> metrics = metrics(OptionalInt.of(2), 0, 0, 1, 2);
    assertEquals(1.0 / 3, metrics.get("token-accuracy"));
    assertEquals(Math.pow(0.7 * 0.1 * 0.4, -1.0 / 3), metrics.get("perplexity"), 1e-12);
  }
}
