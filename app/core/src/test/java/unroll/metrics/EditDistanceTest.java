package unroll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3",
    "saturday, sunday, 3",
    "abc, abc, 0",
    "'', abc, 3",
    "abc, '', 3",
    "'', '', 0",
    "ab, ba, 2",
    "aaaa, a, 3",
    "abcdef, xabcdef, 1",
    "abcdef, bcdefx, 2",
    "abc, xyz, 3",
  })
  void countsTheFewestEdits(String from, String to, int edits) {
    assertEquals(edits, EditDistance.between(from.chars().toArray(), to.chars().toArray()));
    assertEquals(edits, EditDistance.between(to.chars().toArray(), from.chars().toArray()));
    assertEquals(
        edits, EditDistance.between(from.chars().boxed().toList(), to.chars().boxed().toList()));
  }

  @Test
  void equalsTheDefinitionOnShortSequences() {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      int[] from = random.ints(random.nextInt(7), 0, 3).toArray();
      int[] to = random.ints(random.nextInt(7), 0, 3).toArray();

      assertEquals(byDefinition(from, to), EditDistance.between(from, to));
    }
  }

  private static int byDefinition(int[] from, int[] to) {
    if (from.length == 0 || to.length == 0) {
      return from.length + to.length;
    }
    int[] fromRest = Arrays.copyOfRange(from, 1, from.length);
    int[] toRest = Arrays.copyOfRange(to, 1, to.length);
    int replaced = byDefinition(fromRest, toRest) + (from[0] == to[0] ? 0 : 1);
    int changed = Math.min(byDefinition(fromRest, to), byDefinition(from, toRest)) + 1;
    return Math.min(replaced, changed);
  }

  @Test
  void comparesListsByTheirEquals() {
    List<String> from = List.of("the", "cat", "sat", "the");
    List<String> to = List.of("the", new String("cat"), "the");

    assertEquals(1, EditDistance.between(from, to));
    assertEquals(4, EditDistance.between(from, List.of(1, 2, 3)));
    assertEquals(0, EditDistance.between(List.of(), List.of()));
  }

  @Test
  void theErrorRateIsOverAllExpectedSymbols() {
    EditDistance characters = new EditDistance();
    characters.add("hello", "hallo");
    characters.add("a", "a");
    characters.add("on", "");

    assertEquals((1 + 0 + 2) / 8.0, characters.errorRate());
  }

  @Test
  void aCharacterIsACodePoint() {
    EditDistance characters = new EditDistance();
    characters.add("한🙂", "한🙃");

    assertEquals(0.5, characters.errorRate());
  }

  @Test
  void symbolsMayBeIdsOrWords() {
    EditDistance ids = new EditDistance();
    ids.add(new int[] {1, 2, 3}, new int[] {1, 3});
    EditDistance words = new EditDistance();
    words.add(List.of("a", "b", "c"), List.of("a", "c"));

    assertEquals(1 / 3.0, ids.errorRate());
    assertEquals(1 / 3.0, words.errorRate());
  }

  @Test
  void moreErrorsThanSymbolsAreMoreThanOne() {
    EditDistance characters = new EditDistance();
    characters.add("a", "bcd");

    assertEquals(3, characters.errorRate());
  }

  @Test
  void withoutAnExpectedSymbolThereIsNoRate() {
    EditDistance characters = new EditDistance();
    assertEquals(Double.NaN, characters.errorRate());

    characters.add("", "abc");
    assertEquals(Double.NaN, characters.errorRate());
    characters.add("abc", "abc");
    assertEquals(1, characters.errorRate(), "what was made of nothing counts");
  }
}
