package unroll.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import unroll.data.Symbols;

class MostFrequentLabelTest {
  @Test
  void tagsEverySymbolWithItsMostFrequentLabel() {
    MostFrequentLabel tagger = new MostFrequentLabel(3);
    tagger.add(Symbols.of(5, 6, 5), Symbols.of(2, 0, 1));
    tagger.add(Symbols.of(5), Symbols.of(2));

    assertArrayEquals(new int[] {0, 2, 2}, tagger.predict(Symbols.of(6, 5, 5)));
  }

  @Test
  void tagsUnknownSymbolsWithTheMostFrequentLabelOfAll() {
    MostFrequentLabel tagger = new MostFrequentLabel(3);
    tagger.add(Symbols.of(1, 2, 3, 1), Symbols.of(1, 2, 2, 1));
    tagger.add(Symbols.of(4), Symbols.of(2));

    assertArrayEquals(new int[] {2, 1, 2}, tagger.predict(Symbols.of(0, 1, 1 << 20)));
  }

  @Test
  void takesTheLowestOfEquallyFrequentLabels() {
    MostFrequentLabel tagger = new MostFrequentLabel(4);
    tagger.add(Symbols.of(0, 0, 0, 0), Symbols.of(3, 1, 1, 3));

    assertArrayEquals(new int[] {1, 1}, tagger.predict(Symbols.of(0, 7)));
    tagger.add(Symbols.of(0), Symbols.of(3));
    assertArrayEquals(new int[] {3, 3}, tagger.predict(Symbols.of(0, 7)));
  }

  @Test
  void agreesWithATableOfCounts() {
    Random random = new Random(2);
    MostFrequentLabel tagger = new MostFrequentLabel(5);
    int[][] counts = new int[20][5];
    for (int round = 0; round < 300; round++) {
      int symbol = random.nextInt(20);
      int label = random.nextInt(5);
      tagger.add(Symbols.of(symbol), Symbols.of(label));
      counts[symbol][label]++;
    }
    for (int symbol = 0; symbol < 20; symbol++) {
      int best = 0;
      for (int label = 1; label < 5; label++) {
        best = counts[symbol][label] > counts[symbol][best] ? label : best;
      }
      assertArrayEquals(new int[] {best}, tagger.predict(Symbols.of(symbol)));
    }
  }

  @Test
  void hasNoLabelsForNoSymbols() {
    MostFrequentLabel tagger = new MostFrequentLabel(1);
    tagger.add(Symbols.of(3), Symbols.of(0));

    assertArrayEquals(new int[0], tagger.predict(Symbols.of()));
    assertArrayEquals(new int[] {0}, tagger.predict(Symbols.of(4)));
  }

  @Test
  void refusesWhatMakesNoSense() {
    MostFrequentLabel tagger = new MostFrequentLabel(2);
    tagger.add(Symbols.of(), Symbols.of());

    assertThrows(IllegalArgumentException.class, () -> tagger.predict(Symbols.of(1)));
    assertThrows(IllegalArgumentException.class, () -> tagger.add(Symbols.of(1, 2), Symbols.of(1)));
    assertThrows(IndexOutOfBoundsException.class, () -> tagger.add(Symbols.of(1), Symbols.of(2)));
    assertThrows(IllegalArgumentException.class, () -> new MostFrequentLabel(0));
  }
}
