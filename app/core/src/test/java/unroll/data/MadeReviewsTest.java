package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The opinion of a made-up review is in the order of its words. */
class MadeReviewsTest {
  @ParameterizedTest
  @CsvSource({"en.tsv,900,3", "ko.tsv,1150,2"})
  void reviewsOfEveryOpinionAreAsManyAndNoneStandsTwice(String file, int share, int opinions)
      throws IOException {
    List<String[]> reviews = MadeData.rows("reviews/" + file, "id\ttext\tlabel");
    Map<String, Long> shares =
        reviews.stream().collect(Collectors.groupingBy(row -> row[2], Collectors.counting()));
    assertEquals(opinions, shares.size(), shares.toString());
    assertEquals(Set.of((long) share), new HashSet<>(shares.values()), shares.toString());
    MadeData.assertDistinct(reviews, 1);
    assertEquals(
        IntStream.rangeClosed(1, reviews.size()).mapToObj(String::valueOf).toList(),
        reviews.stream().map(row -> row[0]).toList());
  }

  @ParameterizedTest
  @CsvSource({"en.tsv,0.60", "ko.tsv,0.80"})
  void aBagOfWordsDoesNotTellTheOpinionOfAReview(String file, double most) throws IOException {
    List<String[]> reviews = MadeData.rows("reviews/" + file, "id\ttext\tlabel");
    int cut = reviews.size() * 4 / 5;
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    Set<String> vocabulary = new HashSet<>();
    for (String[] review : reviews.subList(0, cut)) {
      for (String word : words(review[1])) {
        vocabulary.add(word);
        counts.computeIfAbsent(review[2], label -> new HashMap<>()).merge(word, 1, Integer::sum);
      }
    }
    List<String[]> test = reviews.subList(cut, reviews.size());
    double accuracy =
        MadeData.share(
            test, review -> likeliest(review[1], counts, vocabulary.size()), review -> review[2]);
    assertTrue(accuracy < most, file + ": " + accuracy);
  }

  @Test
  void theOpinionOfAnEnglishReviewFollowsFromItsText() throws IOException {
    for (String[] review : MadeData.rows("reviews/en.tsv", "id\ttext\tlabel")) {
      assertEquals(review[2], englishOpinion(review[1]), review[1]);
    }
  }

  @Test
  void theOpinionOfAKoreanReviewFollowsFromItsText() throws IOException {
    for (String[] review : MadeData.rows("reviews/ko.tsv", "id\ttext\tlabel")) {
      assertEquals(review[2], koreanOpinion(review[1]), review[1]);
    }
  }

  private static String[] words(String text) {
    return text.toLowerCase(Locale.ROOT).split("(?=[.,])| ");
  }

  /** Naive Bayes with one added to every count; the classes are as many each. */
  private static String likeliest(
      String text, Map<String, Map<String, Integer>> counts, int vocabulary) {
    Map<String, Double> scores = new HashMap<>();
    counts.forEach(
        (label, words) -> {
          double total = words.values().stream().mapToInt(Integer::intValue).sum() + vocabulary;
          scores.put(
              label,
              Arrays.stream(words(text))
                  .mapToDouble(word -> Math.log((words.getOrDefault(word, 0) + 1) / total))
                  .sum());
        });
    return MadeData.largest(scores);
  }

  private static int matches(String pattern, String text) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }

  private static String opinion(boolean good, int denials) {
    return good == (denials % 2 == 0) ? "positive" : "negative";
  }

  private static String englishOpinion(String text) {
    String parts =
        "acting|story|music|ending|plot|dialogue|battery|screen|sound|strap|design|keyboard";
    String sentence =
        Arrays.stream(text.replace("anything but", "not").toLowerCase(Locale.ROOT).split("\\. ?"))
            .filter(part -> matches("\\b(" + parts + ")\\b", part) > 0)
            .findFirst()
            .orElseThrow();
    String clause =
        sentence
            .replaceFirst(".*, but ", "")
            .replaceFirst("^although .*, ", "")
            .replaceFirst(", although .*", "");
    if (matches("neither|average|ordinary|passable|middling|standard|unremarkable", clause) > 0) {
      return "neutral";
    }
    String good = "good|great|lovely|superb|clever|moving|gripping|handy|sturdy|(?<!un)reliable";
    return opinion(
        matches(good, clause) > 0, matches("\\b(not|wasn't|never|hardly|don't|nobody)\\b", clause));
  }

  private static String koreanOpinion(String text) {
    String parts = "연기|이야기|음악|결말|영상|연출|대사|각본|화면|소리|디자인|버튼|마감|자판";
    String deciding =
        Arrays.stream(text.replace("하지만 ", "").split("\\. ?|(?<=지만) "))
            .filter(clause -> clause.matches("(" + parts + ")[은는이가] .*"))
            .filter(clause -> !clause.matches(".*지만요?"))
            .reduce((first, last) -> last)
            .orElseThrow();
    String good = "좋|훌륭|뛰어|자연스|신선|인상적|움직|채[우웠]|만족|깔끔|마음에";
    return opinion(matches(good, deciding) > 0, matches("않|못|아니었| 안 ", deciding));
  }
}
