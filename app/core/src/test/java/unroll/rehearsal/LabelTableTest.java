package unroll.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelTableTest {
  private static Map<String, long[]> counts(long[] training, long[] test) {
    Map<String, long[]> counts = new LinkedHashMap<>();
    counts.put("training", training);
    counts.put("test", test);
    return counts;
  }

  private static LabelTable table(List<String> names, long[] training, long[] test) {
    return new LabelTable(names, counts(training, test), false);
  }

  @Test
  void everyLabelHasItsCountAndShareInEverySplit() {
    List<String> lines =
        table(List.of("긍정", "no"), new long[] {30, 10}, new long[] {0, 1500}).lines();
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).matches("  긍정 +30   75.0 % +0    0.0 %"), lines.get(1));
    assertTrue(lines.get(2).matches("  no +10   25.0 % +1,500  100.0 %"), lines.get(2));
    assertEquals(Figures.columns(lines.get(0)), Figures.columns(lines.get(1)));
    assertEquals(Figures.columns(lines.get(0)), Figures.columns(lines.get(2)));
  }

  @Test
  void labelsThatTrainingNeverShowsAreNamed() {
    LabelTable table =
        table(
            List.of("yes", "no", "maybe", "never"),
            new long[] {3, 0, 2, 0},
            new long[] {1, 2, 0, 0});
    assertEquals(
        List.of(
            "warning: 1 label in no split at all: never",
            "warning: 1 label in test, never in training: no"),
        table.warnings());
  }

  @Test
  void whatStandsForUnknownWordsNeedNotStandAnywhere() {
    LabelTable table =
        table(List.of("<unk>", "<end>", "a"), new long[] {0, 0, 2}, new long[] {1, 0, 1});
    assertEquals(List.of("warning: 1 label in no split at all: <end>"), table.warnings());
  }

  @Test
  void theFirstSymbolOfATextIsNoUnusedLabel() {
    Map<String, long[]> counts = counts(new long[] {0, 3}, new long[] {0, 1});
    assertEquals(List.of(), new LabelTable(List.of("h", "e"), counts, true).warnings());
  }

  @Test
  void ofManyLabelsTheMostFrequentAreShown() {
    List<String> names = IntStream.range(0, 30).mapToObj(label -> "label" + label).toList();
    long[] counts = IntStream.range(0, 30).mapToLong(label -> label).toArray();
    List<String> lines = table(names, counts, counts).lines();
    assertEquals("labels: 30; most frequent in training", lines.get(0));
    assertTrue(lines.get(1).startsWith("  label29 6.7 %, label28 6.4 %"), lines.get(1));
  }
}
