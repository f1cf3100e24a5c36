package unroll.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import unroll.data.CharacterText;
import unroll.data.PublishedData;
import unroll.data.Symbols;
import unroll.data.TextSource;

class NGramModelTest {
  private static final int ANY = Integer.MAX_VALUE;

  @Test
  void interpolatesByWittenAndBell() {
    NGramModel model = new NGramModel(2, 3);
    model.count(Symbols.of(0, 1, 0, 1, 0), ANY);
    // Unigrams: c(0)=3, c(1)=2, two kinds: P(0) = (3 + 2/3) / 7, P(1) = (2 + 2/3) / 7.
    double zero = (3 + 2 / 3.0) / 7;
    double one = (2 + 2 / 3.0) / 7;
    double two = (2 / 3.0) / 7;
    // After 0 came 1 twice, one kind: P(1|0) = (2 + P(1)) / 3, P(2|0) = P(2) / 3.
    double expected = -Math.log((2 + one) / 3) - Math.log((2 + zero) / 3) - Math.log(two / 3);
    assertEquals(expected, model.nats(Symbols.of(0, 1, 0, 2)), 1e-12);
  }

  @Test
  void probabilitiesOfAllSymbolsAddUpToOneAfterEveryHistory() {
    Random random = new Random(4);
    NGramModel model = new NGramModel(4, 5);
    model.count(Symbols.of(random.ints(200, 0, 4).toArray()), ANY);
    for (int trial = 0; trial < 20; trial++) {
      int[] history = random.ints(3, 0, 5).toArray();
      double base = model.nats(Symbols.of(history));
      double sum = 0;
      for (int symbol = 0; symbol < 5; symbol++) {
        Symbols text = Symbols.of(history[0], history[1], history[2], symbol);
        sum += Math.exp(base - model.nats(text));
      }
      assertEquals(1, sum, 1e-12);
    }
  }

  @Test
  void countsTheBeginningOfATextThatWouldTakeTooMuchMemory() {
    NGramModel model = new NGramModel(5, 1000);
    Symbols text = Symbols.of(new Random(5).ints(5000, 0, 1000).toArray());
    model.count(text, 2000);
    assertTrue(model.counted() > 300 && model.counted() < 2000, "" + model.counted());
    assertTrue(Double.isFinite(model.nats(text)));
  }

  @Test
  void reachesThePublishedFigureOnTinyShakespeare() {
    Optional<Path> data = PublishedData.folder();
    assumeTrue(data.isPresent(), "the published data sets are not here");
    Path file = data.get().resolve("tiny-shakespeare/input.txt");
    Symbols text = CharacterText.read(new TextSource.File(file, "UTF-8")).symbols();
    int training = text.length() - (int) (text.length() * 0.1);
    Symbols held = text.slice(training, text.length());
    NGramModel five = new NGramModel(5, 65);
    five.count(text.slice(0, training), ANY);
    assertEquals(1.669, five.nats(held) / (held.length() - 1), 0.002);
    NGramModel one = new NGramModel(1, 65);
    one.count(text.slice(0, training), ANY);
    assertEquals(3.347, one.nats(held) / (held.length() - 1), 0.002);
  }
}
