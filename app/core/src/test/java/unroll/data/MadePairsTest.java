package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What stands in words in the made-up pairs is what stands in digits. */
class MadePairsTest {
  @Test
  void numbersInWordsAreTheirDigitsInBothLanguages() throws IOException {
    List<String[]> english = MadeData.rows("numbers/en.tsv", "source\ttarget");
    List<String[]> korean = MadeData.rows("numbers/ko.tsv", "source\ttarget");
    assertEquals(3000, english.size());
    MadeData.assertDistinct(english, 0);
    MadeData.assertDistinct(korean, 0);
    for (int row = 0; row < english.size(); row++) {
      int number = Integer.parseInt(english.get(row)[1]);
      assertEquals(number, englishNumber(english.get(row)[0]), english.get(row)[0]);
      assertEquals(number, koreanNumber(korean.get(row)[0]), korean.get(row)[0]);
      assertEquals(english.get(row)[1], korean.get(row)[1]);
    }
    Map<Integer, Long> lengths =
        english.stream()
            .collect(Collectors.groupingBy(row -> row[1].length(), Collectors.counting()));
    assertEquals(Map.of(1, 10L, 2, 90L, 3, 600L, 4, 1000L, 5, 1300L), lengths);
  }

  @Test
  void everyDateAgreesWithTheDigitsAndTheWeekdayOfItsSource() throws IOException {
    List<String[]> dates = MadeData.rows("dates/dates.tsv", "source\ttarget");
    assertEquals(4000, dates.size());
    MadeData.assertDistinct(dates, 0);
    for (String[] row : dates) {
      LocalDate date = LocalDate.parse(row[1]);
      if (isKorean(row[0])) {
        List<Integer> parts = List.of(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        List<Integer> digits = digits(row[0]);
        assertEquals(parts.subList(0, digits.size()), digits, row[0]);
        assertWeekday(row, date, ".(?=요일)|(?<=\\().", Locale.KOREAN);
      } else {
        String month = date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        assertTrue(matches("(?i)\\b" + month, row[0]), row[0]);
        for (int digits : digits(row[0])) {
          assertEquals(digits > 31 ? date.getYear() : date.getDayOfMonth(), digits, row[0]);
        }
        assertWeekday(row, date, "^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)", Locale.ENGLISH);
      }
      assertTrue(!row[0].contains("/"), row[0]);
    }
    assertEquals(2000, dates.stream().filter(row -> isKorean(row[0])).count());
    assertTrue(dates.stream().anyMatch(row -> row[1].endsWith("-02-29")));
  }

  @Test
  void everyDateAgreesWithTheWordsOfItsSource() throws IOException {
    Map<String, String> english = new HashMap<>();
    for (String[] row : MadeData.rows("dates/dates.tsv", "source\ttarget")) {
      LocalDate date = LocalDate.parse(row[1]);
      Matcher korean = Pattern.compile("^(?:([가-힣]+)년 )?.*?([가-힣]+)월 ([가-힣]+)일$").matcher(row[0]);
      Matcher ordinal = Pattern.compile("the (\\S+?)(,| of)").matcher(row[0]);
      Matcher year = Pattern.compile(", ([a-z].*)").matcher(row[0]);
      if (korean.find()) {
        String month = korean.group(2).replace("유", "육").replaceFirst("^시", "십");
        assertEquals(date.getMonthValue(), koreanNumber(month), row[0]);
        assertEquals(date.getDayOfMonth(), koreanNumber(korean.group(3)), row[0]);
        if (korean.group(1) != null) {
          assertEquals(date.getYear(), koreanNumber(korean.group(1)), row[0]);
        }
      }
      if (ordinal.find()) {
        String day = row[1].substring(8);
        assertEquals(day, english.computeIfAbsent(ordinal.group(1), word -> day), row[0]);
      }
      if (year.find()) {
        String digits = row[1].substring(0, 4);
        assertEquals(digits, english.computeIfAbsent(year.group(1), words -> digits), row[0]);
      }
    }
    assertEquals(english.size(), new HashSet<>(english.values()).size());
    assertEquals(31, english.values().stream().filter(value -> value.length() == 2).count());
    assertEquals("2009", english.get("two thousand and nine"));
    assertEquals("1905", english.get("nineteen oh five"));
    assertEquals("12", english.get("twelfth"));
  }

  @Test
  void wordsAreReversedAndThoseToTestOnGoBeyondThoseToLearn() throws IOException {
    List<String[]> learned = MadeData.rows("reverse/train.tsv", "source\ttarget");
    List<String[]> tested = MadeData.rows("reverse/test.tsv", "source\ttarget");
    Set<String> sources = new HashSet<>();
    for (List<String[]> rows : List.of(learned, tested)) {
      for (String[] row : rows) {
        assertTrue(sources.add(row[0]), row[0]);
        assertTrue(row[0].matches("[a-l]{4,24}"), row[0]);
        assertEquals(new StringBuilder(row[0]).reverse().toString(), row[1]);
      }
    }
    assertEquals(13, byLength(learned).size());
    assertEquals(Set.of(600L), Set.copyOf(byLength(learned).values()));
    assertEquals(21, byLength(tested).size());
    assertEquals(Set.of(50L), Set.copyOf(byLength(tested).values()));
  }

  private static Map<Integer, Long> byLength(List<String[]> rows) {
    return rows.stream()
        .collect(Collectors.groupingBy(row -> row[0].length(), Collectors.counting()));
  }

  private static boolean isKorean(String source) {
    return matches("[가-힣]|^[0-9. ]+$", source);
  }

  private static boolean matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).find();
  }

  private static List<Integer> digits(String source) {
    return Pattern.compile("\\d+")
        .matcher(source)
        .results()
        .map(match -> Integer.parseInt(match.group()))
        .toList();
  }

  private static void assertWeekday(String[] row, LocalDate date, String pattern, Locale locale) {
    Matcher weekday = Pattern.compile(pattern).matcher(row[0]);
    if (weekday.find()) {
      String name = date.getDayOfWeek().getDisplayName(TextStyle.SHORT, locale);
      assertEquals(name, weekday.group(), row[0]);
    }
  }

  private static int englishNumber(String words) {
    List<String> names =
        List.of(
            ("zero one two three four five six seven eight nine ten eleven twelve thirteen"
                    + " fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty"
                    + " fifty sixty seventy eighty ninety")
                .split(" "));
    int total = 0;
    int below = 0;
    for (String word : words.split("[ -]")) {
      int value = names.indexOf(word);
      if (word.equals("thousand")) {
        total = below * 1000;
        below = 0;
      } else if (word.equals("hundred")) {
        below *= 100;
      } else if (!word.equals("and")) {
        assertTrue(value >= 0, words);
        below += value < 20 ? value : (value - 18) * 10;
      }
    }
    return total + below;
  }

  private static int koreanNumber(String words) {
    int total = 0;
    int below = 0;
    int digit = 0;
    for (char letter : words.replace(" ", "").toCharArray()) {
      int power = "일십백천만".indexOf(letter);
      if (letter == '만') {
        total = Math.max(1, below + digit) * 10_000;
        below = 0;
        digit = 0;
      } else if (power > 0) {
        below += Math.max(1, digit) * (int) Math.pow(10, power);
        digit = 0;
      } else {
        digit = "영일이삼사오육칠팔구".indexOf(letter);
      }
    }
    return total + below + digit;
  }
}
