package unroll.data.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SubwordSplitterTest {
  /** The words of the paper's example. */
  private static final Map<String, Integer> PAPER =
      Map.of("low", 5, "lower", 2, "newest", 6, "widest", 3);

  @Test
  void theMostFrequentPairIsMergedFirstAndTiesInTheOrderOfTheirLetters() {
    assertEquals(
        List.of(
            new Merge("e", "s"),
            new Merge("es", "t"),
            new Merge("l", "o"),
            new Merge("lo", "w"),
            new Merge("e", "w"),
            new Merge("ew", "est"),
            new Merge("n", "ewest")),
        new MergeLearner(PAPER).learn(7));
  }

  @Test
  void learningEndsWhereNoPairStandsTwice() {
    assertEquals(
        List.of(new Merge("a", "b")), new MergeLearner(Map.of("abc", 1, "dab", 1)).learn(100));
    assertEquals(List.of(), new MergeLearner(Map.of("abc", 1)).learn(100));
    assertEquals(List.of(), new MergeLearner(Map.of()).learn(100));
    assertEquals(List.of(), new MergeLearner(PAPER).learn(0));
    assertThrows(IllegalArgumentException.class, () -> new MergeLearner(PAPER).learn(-1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new MergeLearner(PAPER).learn(TextSplitter.MOST_MERGES + 1));
  }

  @Test
  void learningIsWhatCountingEveryPairAnewGives() {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      Map<String, Integer> words = words(random, 1 + random.nextInt(3));

      assertEquals(slowlyLearned(words, 40), new MergeLearner(words).learn(40), words::toString);
    }
  }

  @Test
  void theOrderOfTheTextsDoesNotMatter() {
    List<String> texts = new ArrayList<>();
    Random random = new Random(8);
    for (int i = 0; i < 200; i++) {
      texts.add(String.join(" ", words(random, 4).keySet()));
    }
    byte[] merges = SubwordSplitter.learn(false, 200, texts).toBytes().orElseThrow();
    Collections.shuffle(texts, random);

    assertEquals(
        new String(merges),
        new String(SubwordSplitter.learn(false, 200, texts).toBytes().orElseThrow()));
  }

  @Test
  void aWordIsMergedInTheOrderOfLearning() {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      int letters = 1 + random.nextInt(3);
      List<Merge> merges = new MergeLearner(words(random, letters)).learn(30);
      MergeTable table = new MergeTable(merges);
      for (String word : words(random, letters + 1).keySet()) {
        assertEquals(slowlyMerged(word, merges), table.apply(word), merges::toString);
      }
    }
  }

  @Test
  void aPieceBeginsWithTheSpaceBeforeItsWord() {
    SubwordSplitter splitter = SubwordSplitter.learn(false, 3, List.of("the the the", "(the)"));

    assertEquals(List.of(" the", " the", " ", "(", "the", ")"), splitter.split("the the (the)"));
    assertEquals("the the (the)", splitter.join(splitter.split("the  the (the) ")));
    assertEquals("the", splitter.join(List.of("the")));
  }

  @Test
  void noPieceCrossesFromAWordToPunctuation() {
    SubwordSplitter splitter =
        SubwordSplitter.learn(false, 100, List.of("end. end. <end> <end> a<end> a<end>"));

    assertEquals(List.of(" end", "."), splitter.split("end."));
    assertEquals(List.of(" <", "end", ">"), splitter.split("<end>"));
  }

  @Test
  void aCharacterThatWasNotInTheTrainingTextIsAPieceOfItsOwn() {
    SubwordSplitter splitter = SubwordSplitter.learn(false, 10, List.of("abab abab"));

    assertEquals(List.of(" ", "\uD83D\uDE00", "한", " abab"), splitter.split("\uD83D\uDE00한 abab"));
    assertEquals(List.of(" ab", "한", "ab"), splitter.split("ab한ab"));
  }

  @Test
  void splittingIsTheSameWithAFullCache() {
    SubwordSplitter splitter = SubwordSplitter.learn(false, 20, List.of("10 100 110 1000 10 11"));
    List<String> before = splitter.split("1010 777");
    for (int i = 0; i < 70_000; i++) {
      splitter.split(Integer.toString(i));
    }

    assertEquals(before, splitter.split("1010 777"));
  }

  @Test
  @Timeout(30)
  void longWordsThatStandTwiceMakeNoLongPieces() {
    String word =
        new Random(5)
            .ints(30_000, 0xAC00, 0xD7A3)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    SubwordSplitter splitter = SubwordSplitter.learn(false, 1_000_000, List.of(word, word));

    List<String> pieces = splitter.split(word);
    assertTrue(pieces.stream().allMatch(piece -> piece.length() <= 64));
    assertEquals(word, splitter.join(pieces));
    assertTrue(splitter.toBytes().orElseThrow().length < 20_000_000);
  }

  @Test
  @Timeout(30)
  void thousandsOfMergesOfThousandsOfSentencesAreLearnedFast() {
    Random random = new Random(6);
    List<String> words = IntStream.range(0, 20_000).mapToObj(i -> word(random)).toList();
    List<String> sentences =
        IntStream.range(0, 29_000)
            .mapToObj(
                i ->
                    IntStream.range(0, 12)
                        .mapToObj(j -> words.get((int) (20_000 * Math.pow(random.nextDouble(), 4))))
                        .collect(Collectors.joining(" ")))
            .toList();

    SubwordSplitter splitter = SubwordSplitter.learn(false, 8_000, sentences);

    for (String sentence : sentences) {
      assertEquals(sentence, splitter.join(splitter.split(sentence)));
    }
  }

  private static String word(Random random) {
    return random
        .ints(2 + random.nextInt(10), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static Map<String, Integer> words(Random random, int letters) {
    Map<String, Integer> words = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++) {
      StringBuilder word = new StringBuilder();
      for (int j = 1 + random.nextInt(30); j > 0; j--) {
        word.appendCodePoint(random.nextInt(30) == 0 ? 0x1F600 : 'a' + random.nextInt(letters));
      }
      words.merge(word.toString(), 1 + random.nextInt(4), Integer::sum);
    }
    return words;
  }

  private static List<String> letters(String word) {
    return word.codePoints().mapToObj(Character::toString).collect(Collectors.toList());
  }

  private static List<Merge> slowlyLearned(Map<String, Integer> words, int most) {
    Map<String, List<String>> pieces = new LinkedHashMap<>();
    words.keySet().forEach(word -> pieces.put(word, letters(word)));
    Set<Merge> merges = new LinkedHashSet<>();
    while (merges.size() < most) {
      Map<String, Integer> counts = new TreeMap<>();
      pieces.forEach(
          (word, parts) -> {
            for (int i = 0; i + 1 < parts.size(); i++) {
              counts.merge(
                  parts.get(i) + "\u0000" + parts.get(i + 1), words.get(word), Integer::sum);
            }
          });
      String best = null;
      for (Map.Entry<String, Integer> pair : counts.entrySet()) {
        if (pair.getValue() > (best == null ? 1 : counts.get(best))) {
          best = pair.getKey();
        }
      }
      if (best == null) {
        break;
      }
      Merge merge = new Merge(best.split("\u0000")[0], best.split("\u0000")[1]);
      merges.add(merge);
      pieces.values().forEach(parts -> mergeAll(merge, parts));
    }
    return List.copyOf(merges);
  }

  private static void mergeAll(Merge merge, List<String> parts) {
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (parts.get(i).equals(merge.left()) && parts.get(i + 1).equals(merge.right())) {
        parts.set(i, merge.merged());
        parts.remove(i + 1);
      }
    }
  }

  private static List<String> slowlyMerged(String word, List<Merge> merges) {
    List<String> parts = letters(word);
    while (true) {
      int best = merges.size();
      int place = 0;
      for (int i = parts.size() - 2; i >= 0; i--) {
        int rank = merges.indexOf(new Merge(parts.get(i), parts.get(i + 1)));
        if (rank >= 0 && rank <= best) {
          best = rank;
          place = i;
        }
      }
      if (best == merges.size()) {
        return parts;
      }
      parts.set(place, merges.get(best).merged());
      parts.remove(place + 1);
    }
  }
}
