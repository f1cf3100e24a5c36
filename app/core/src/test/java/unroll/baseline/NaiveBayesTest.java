package unroll.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import unroll.data.PublishedData;
import unroll.data.Symbols;

class NaiveBayesTest {
  private static final int PLENTY = 1_000_000;

  @Test
  void weighsSymbolsAsComputedByHand() {
    NaiveBayes bayes = new NaiveBayes(2, 1, 1, PLENTY);
    bayes.add(Symbols.of(0, 0, 1), 0);
    bayes.add(Symbols.of(1), 0);
    bayes.add(Symbols.of(2), 1);

    // Three different symbols; three presences in class 0, one in class 1.
    double zero = 2 / 3.0 * (1 + 1) / (3 + 3) * (0 + 1) / (3 + 3);
    double one = 1 / 3.0 * (0 + 1) / (1 + 3) * (1 + 1) / (1 + 3);
    assertEquals(8 / 17.0, zero / (zero + one), 1e-15);
    assertProbabilities(bayes, Symbols.of(0, 2), 8 / 17.0, 9 / 17.0);
    assertEquals(1, bayes.predict(Symbols.of(0, 2)));
    assertEquals(3, bayes.ngrams());
  }

  @Test
  void tellsOrdersApartByLongerNGrams() {
    NaiveBayes bayes = new NaiveBayes(2, 2, 1, PLENTY);
    bayes.add(Symbols.of(0, 1), 0);
    bayes.add(Symbols.of(1, 0), 1);

    // Only the pair differs: it is in one text of its class and in none of the other.
    assertProbabilities(bayes, Symbols.of(0, 1), 2 / 3.0, 1 / 3.0);
    assertProbabilities(bayes, Symbols.of(1, 0), 1 / 3.0, 2 / 3.0);
    assertEquals(4, bayes.ngrams());
  }

  @Test
  void smoothsByAlpha() {
    NaiveBayes bayes = new NaiveBayes(2, 1, 0.5, PLENTY);
    bayes.add(Symbols.of(0), 0);
    bayes.add(Symbols.of(1), 1);

    assertProbabilities(bayes, Symbols.of(0), 0.75, 0.25);
  }

  @Test
  void countsAnNGramOnceATextHoweverOftenItIsThere() {
    NaiveBayes bayes = new NaiveBayes(2, 2, 1, PLENTY);
    bayes.add(Symbols.of(0, 1, 0, 1, 0, 1), 0);
    bayes.add(Symbols.of(1, 1), 1);

    assertArrayEquals(
        bayes.logProbabilities(Symbols.of(0, 1, 0)),
        bayes.logProbabilities(Symbols.of(0, 1, 0, 1, 0, 1, 0)));
  }

  @Test
  void knowsOnlyTheSharesOfTheClassesWhereItKnowsNothingOfAText() {
    NaiveBayes bayes = new NaiveBayes(3, 3, 1, PLENTY);
    bayes.add(Symbols.of(0, 1, 2), 0);
    bayes.add(Symbols.of(), 2);
    bayes.add(Symbols.of(3, 3), 2);

    assertProbabilities(bayes, Symbols.of(), 1 / 3.0, 0, 2 / 3.0);
    assertProbabilities(bayes, Symbols.of(7, 8, 1 << 30), 1 / 3.0, 0, 2 / 3.0);
    assertEquals(Double.NEGATIVE_INFINITY, bayes.logProbabilities(Symbols.of())[1]);
    assertEquals(2, bayes.predict(Symbols.of(9)));
  }

  @Test
  void predictsTheLowestOfEquallyProbableClasses() {
    NaiveBayes bayes = new NaiveBayes(3, 2, 1, PLENTY);
    bayes.add(Symbols.of(0, 5), 2);
    bayes.add(Symbols.of(1, 5), 1);

    assertEquals(1, bayes.predict(Symbols.of(5)));
  }

  @Test
  void isCertainOfAnOnlyClass() {
    NaiveBayes bayes = new NaiveBayes(1, 2, 1, PLENTY);
    bayes.add(Symbols.of(0, 1), 0);

    assertProbabilities(bayes, Symbols.of(1, 0, 4), 1);
  }

  @Test
  void passesOverNewNGramsOnceItHasNoRoomAndGoesOnCountingTheOthers() {
    NaiveBayes bayes = new NaiveBayes(2, 1, 1, 2);
    bayes.add(Symbols.of(0, 1), 0);
    bayes.add(Symbols.of(2, 0), 1);

    assertEquals(2, bayes.ngrams());
    assertProbabilities(bayes, Symbols.of(2), 0.5, 0.5);
    // 1/2 (1+1)/(2+2) against 1/2 (1+1)/(1+2)
    assertProbabilities(bayes, Symbols.of(0), 3 / 7.0, 4 / 7.0);
  }

  @Test
  void agreesWithCountsInListsOnRandomTexts() {
    // Ids that would collide if a key had fewer than 32 bits for them.
    int[] alphabet = {0, 1, 2, 1 << 16, 1 << 21, 1 << 22, Integer.MAX_VALUE - 1};
    Random random = new Random(7);
    for (int trial = 0; trial < 20; trial++) {
      int classes = 1 + random.nextInt(5);
      int order = 1 + random.nextInt(4);
      NaiveBayes bayes = new NaiveBayes(classes, order, 0.3, PLENTY);
      Listed listed = new Listed(classes, order, 0.3);
      for (int text = 0; text < 40; text++) {
        Symbols symbols = text(alphabet, random);
        int label = random.nextInt(classes);
        bayes.add(symbols, label);
        listed.add(symbols, label);
      }
      for (int text = 0; text < 40; text++) {
        Symbols symbols = text(alphabet, random);
        assertProbabilities(bayes, symbols, listed.probabilities(symbols));
      }
    }
  }

  @Test
  void staysFiniteOnLongTexts() {
    Random random = new Random(8);
    NaiveBayes bayes = new NaiveBayes(2, 3, 1, PLENTY);
    Symbols zero = Symbols.of(random.ints(20_000, 0, 1000).toArray());
    bayes.add(zero, 0);
    bayes.add(Symbols.of(random.ints(20_000, 0, 1000).toArray()), 1);

    double[] logs = bayes.logProbabilities(zero);
    assertEquals(0, logs[0]);
    assertTrue(logs[1] < -10_000 && logs[1] > -100_000, Arrays.toString(logs));
  }

  @Test
  void refusesWhatMakesNoSense() {
    NaiveBayes empty = new NaiveBayes(2, 1, 1, PLENTY);

    assertThrows(IllegalArgumentException.class, () -> empty.predict(Symbols.of(1)));
    assertThrows(IllegalArgumentException.class, () -> empty.logProbabilities(Symbols.of()));
    assertThrows(IndexOutOfBoundsException.class, () -> empty.add(Symbols.of(1), 2));
    assertThrows(IllegalArgumentException.class, () -> new NaiveBayes(0, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new NaiveBayes(2, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new NaiveBayes(2, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new NaiveBayes(2, 1, Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new NaiveBayes(2, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new NaiveBayes(3, 1, 1, 1 << 30));
  }

  @Test
  void reachesThePublishedFigureOnKoreanFilmReviews() throws IOException {
    Optional<Path> data = PublishedData.folder().map(folder -> folder.resolve("nsmc"));
    assumeTrue(data.filter(Files::isDirectory).isPresent(), "the film reviews are not here");
    NaiveBayes bayes = new NaiveBayes(2, 3, 1, PLENTY);
    forEachReview(data.get().resolve("ratings_train.txt.gz"), bayes::add);
    int[] right = new int[2];
    forEachReview(
        data.get().resolve("ratings_test.txt.gz"),
        (text, label) -> right[bayes.predict(text) == label ? 1 : 0]++);

    assertEquals(50_000, right[0] + right[1]);
    assertEquals(0.858, right[1] / 50_000.0, 0.0005);
  }

  private static void forEachReview(Path file, ObjIntConsumer<Symbols> consumer)
      throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .forEach(
              row ->
                  consumer.accept(
                      Symbols.of(row[1].codePoints().toArray()), Integer.parseInt(row[2])));
    }
  }

  private static Symbols text(int[] alphabet, Random random) {
    return Symbols.of(
        random.ints(random.nextInt(12), 0, alphabet.length).map(i -> alphabet[i]).toArray());
  }

  private static void assertProbabilities(NaiveBayes bayes, Symbols text, double... expected) {
    double[] found = Arrays.stream(bayes.logProbabilities(text)).map(Math::exp).toArray();
    assertArrayEquals(expected, found, 1e-12);
  }

  /** The formula once more, with n-grams as lists and products as products. */
  private static final class Listed {
    private final int order;
    private final double alpha;
    private final double[] texts;
    private final Map<List<Integer>, double[]> counts = new HashMap<>();

    Listed(int classes, int order, double alpha) {
      this.order = order;
      this.alpha = alpha;
      texts = new double[classes];
    }

    void add(Symbols text, int label) {
      texts[label]++;
      for (List<Integer> ngram : ngrams(text)) {
        counts.computeIfAbsent(ngram, key -> new double[texts.length])[label]++;
      }
    }

    double[] probabilities(Symbols text) {
      double[] products = texts.clone();
      for (int label = 0; label < products.length; label++) {
        int column = label;
        double total = counts.values().stream().mapToDouble(row -> row[column]).sum();
        for (List<Integer> ngram : ngrams(text)) {
          if (counts.containsKey(ngram)) {
            products[label] *= (counts.get(ngram)[label] + alpha) / (total + alpha * counts.size());
          }
        }
      }
      double sum = Arrays.stream(products).sum();
      return Arrays.stream(products).map(product -> product / sum).toArray();
    }

    private Set<List<Integer>> ngrams(Symbols text) {
      Set<List<Integer>> ngrams = new HashSet<>();
      for (int from = 0; from < text.length(); from++) {
        for (int to = from + 1; to <= Math.min(text.length(), from + order); to++) {
          ngrams.add(IntStream.range(from, to).mapToObj(text::at).toList());
        }
      }
      return ngrams;
    }
  }
}
