package unroll.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MostFrequentTextTest {
  @Test
  void theFirstOfTheMostFrequentIsFound() {
    assertEquals(1, MostFrequentText.in(Stream.of("c", "a", "b", "a", "b")));
    assertEquals(0, MostFrequentText.in(Stream.of("c", "a", "b")));
    assertEquals(2, MostFrequentText.in(Stream.of("c", "a", "", "")));
    assertThrows(IllegalArgumentException.class, () -> MostFrequentText.in(Stream.of()));
  }

  @Test
  void countsAsAMapDoes() {
    Random random = new Random(5);
    for (int different : new int[] {1, 3, 50, 100_000}) {
      List<String> texts =
          random.ints(3000, 0, different).mapToObj(number -> "text " + number).toList();
      Map<String, Integer> counts = new LinkedHashMap<>();
      texts.forEach(text -> counts.merge(text, 1, Integer::sum));
      int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
      String expected =
          counts.keySet().stream().filter(t -> counts.get(t) == most).findFirst().orElseThrow();
      assertEquals(expected, texts.get(MostFrequentText.in(texts.stream())));
    }
  }

  @Test
  void manyCopiesOfATextThatIsNotTheMostFrequentCostNothing() {
    int copies = 1_000_000;
    Stream<String> texts =
        Stream.concat(
            Stream.generate(() -> "no").limit(copies),
            Stream.generate(() -> "yes").limit(copies + 1));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertEquals(copies, MostFrequentText.in(texts)));
  }
}
