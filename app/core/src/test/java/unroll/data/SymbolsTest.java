package unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 127, 128, 129, 255, 256, 257, 32769, 65535, 65536, 65537, 1 << 21})
  void keepsEveryIdAtEveryWidth(int symbolCount) {
    int[] ids = new Random(symbolCount).ints(5000, 0, symbolCount).toArray();
    ids[0] = symbolCount - 1;
    ids[4999] = symbolCount - 1;
    Symbols.Builder builder = new Symbols.Builder(symbolCount, ids.length);
    for (int id : ids) {
      builder.add(id);
    }

    assertArrayEquals(ids, ids(builder.build()));
    assertArrayEquals(ids, ids(Symbols.of(ids)));
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 257, 65536, 65537})
  void growsBeyondTheExpectedLength(int symbolCount) {
    for (int expectedLength : new int[] {0, 1, 15, 999, 1000, 1001, 5000}) {
      int[] ids = new Random(expectedLength).ints(1000, 0, symbolCount).toArray();
      Symbols.Builder builder = new Symbols.Builder(symbolCount, expectedLength);
      for (int id : ids) {
        builder.add(id);
      }

      assertArrayEquals(ids, ids(builder.build()));
    }
  }

  @Test
  void whatWasBuiltDoesNotChangeWhenTheBuilderGoesOn() {
    Symbols.Builder builder = new Symbols.Builder(10, 2);
    builder.add(3);
    builder.add(4);
    Symbols built = builder.build();
    builder.add(5);

    assertArrayEquals(new int[] {3, 4}, ids(built));
    assertArrayEquals(new int[] {3, 4, 5}, ids(builder.build()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 256, 257, 65536, 65537})
  void refusesIdsThatAreNoSymbol(int symbolCount) {
    Symbols.Builder builder = new Symbols.Builder(symbolCount, 4);

    assertThrows(IndexOutOfBoundsException.class, () -> builder.add(symbolCount));
    assertThrows(IndexOutOfBoundsException.class, () -> builder.add(Symbols.NONE));
    assertEquals(0, builder.build().length());
  }

  @Test
  void noSymbolsAreASequenceToo() {
    assertEquals(0, Symbols.of().length());
    assertEquals(0, Symbols.of(1, 2).slice(1, 1).length());
    assertThrows(IndexOutOfBoundsException.class, () -> Symbols.of().at(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 5000, 100_000})
  void aSliceOfASliceIsAPartOfTheWhole(int symbolCount) {
    Random random = new Random(3);
    int[] ids = random.ints(300, 0, symbolCount).toArray();
    Symbols whole = Symbols.of(ids);
    for (int round = 0; round < 200; round++) {
      int from = random.nextInt(ids.length);
      int to = from + random.nextInt(ids.length - from + 1);
      int innerFrom = random.nextInt(to - from + 1);
      int innerTo = innerFrom + random.nextInt(to - from - innerFrom + 1);

      assertArrayEquals(
          IntStream.range(from + innerFrom, from + innerTo).map(i -> ids[i]).toArray(),
          ids(whole.slice(from, to).slice(innerFrom, innerTo)));
    }
  }

  @Test
  void nothingBeyondTheEndsOfASliceCanBeRead() {
    Symbols slice = Symbols.of(0, 1, 2, 3, 4, 5, 6, 7).slice(2, 6);

    assertEquals(2, slice.at(0));
    assertEquals(5, slice.at(3));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.at(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.at(4));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(-1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(0, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(3, 2));
    assertArrayEquals(new int[] {2, 3, 4, 5}, ids(slice.slice(0, 4)));
  }

  private static int[] ids(Symbols symbols) {
    return IntStream.range(0, symbols.length()).map(symbols::at).toArray();
  }
}
