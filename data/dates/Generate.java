import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Writes dates.tsv: dates as English and Korean people write them, and as ISO 8601 does. */
final class Generate {
  private static final int PAIRS = 4000;
  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final LocalDate END = LocalDate.of(2100, 1, 1);
  private static final List<String> MONTHS =
      words(
          "January February March April May June July August September October November December");
  private static final List<String> WEEKDAYS =
      words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday");
  private static final List<String> ORDINALS =
      words(
          "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
              + " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
              + " twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth"
              + " twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first");
  private static final List<String> SMALL =
      words(
          "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
              + " fifteen sixteen seventeen eighteen nineteen");
  private static final List<String> TENS =
      words("twenty thirty forty fifty sixty seventy eighty ninety");
  private static final String KOREAN_DIGITS = "영일이삼사오육칠팔구";
  private static final String KOREAN_WEEKDAYS = "월화수목금토일";
  private static final List<String> KOREAN_MONTHS = words("일월 이월 삼월 사월 오월 유월 칠월 팔월 구월 시월 십일월 십이월");

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Random random = new Random(20261125);
    StringBuilder text = new StringBuilder("source\ttarget\n");
    Set<String> sources = new HashSet<>();
    while (sources.size() < PAIRS) {
      LocalDate date = FIRST.plusDays(random.nextInt((int) ChronoUnit.DAYS.between(FIRST, END)));
      String source = sources.size() % 2 == 0 ? english(date, random) : korean(date, random);
      if (sources.add(source)) {
        text.append("%s\t%s\n".formatted(source, date));
      }
    }
    Files.writeString(Path.of(arguments[0]).resolve("dates.tsv"), text);
  }

  private static String english(LocalDate date, Random random) {
    int day = date.getDayOfMonth();
    int year = date.getYear();
    String month = MONTHS.get(date.getMonthValue() - 1);
    String abbreviation = month.substring(0, 3);
    String weekday = WEEKDAYS.get(date.getDayOfWeek().getValue() - 1);
    String spoken = ORDINALS.get(day - 1);
    return switch (random.nextInt(12)) {
      case 0 -> "%s %s, %s".formatted(month, day, year);
      case 1 -> "%s %s %s".formatted(day, month, year);
      case 2 -> "%s %s %s".formatted(day, abbreviation, year);
      case 3 -> "%s %s, %s".formatted(abbreviation, day, year);
      case 4 ->
          "%s-%s-%s"
              .formatted(date.toString().substring(8), abbreviation.toUpperCase(Locale.ROOT), year);
      case 5 -> "%s %s%s, %s".formatted(month, day, suffix(day), year);
      case 6 -> "%s%s of %s %s".formatted(day, suffix(day), month, year);
      case 7 -> "%s, %s %s, %s".formatted(weekday, month, day, year);
      case 8 -> "%s %s %s %s".formatted(weekday.substring(0, 3), day, abbreviation, year);
      case 9 -> "the %s of %s %s".formatted(spoken, month, year);
      case 10 -> "the %s of %s, %s".formatted(spoken, month, spokenYear(year));
      default -> "%s the %s, %s".formatted(month, spoken, spokenYear(year));
    };
  }

  private static String suffix(int day) {
    if (day / 10 == 1) {
      return "th";
    }
    return switch (day % 10) {
      case 1 -> "st";
      case 2 -> "nd";
      case 3 -> "rd";
      default -> "th";
    };
  }

  private static String spokenYear(int year) {
    int rest = year % 100;
    if (year / 100 == 20 && rest < 10) {
      return rest == 0 ? "two thousand" : "two thousand and " + SMALL.get(rest);
    }
    String century = belowHundred(year / 100);
    if (rest == 0) {
      return century + " hundred";
    }
    return century + " " + (rest < 10 ? "oh " : "") + belowHundred(rest);
  }

  private static String belowHundred(int number) {
    if (number < 20) {
      return SMALL.get(number);
    }
    String tens = TENS.get(number / 10 - 2);
    return number % 10 == 0 ? tens : tens + "-" + SMALL.get(number % 10);
  }

  private static String korean(LocalDate date, Random random) {
    int year = date.getYear();
    int month = date.getMonthValue();
    int day = date.getDayOfMonth();
    String weekday = KOREAN_WEEKDAYS.substring(date.getDayOfWeek().getValue() - 1).substring(0, 1);
    String spokenMonth = KOREAN_MONTHS.get(month - 1);
    String spokenDay = koreanWords(day) + "일";
    return switch (random.nextInt(8)) {
      case 0 -> "%s년 %s월 %s일".formatted(year, month, day);
      case 1 -> "%s년%s월%s일".formatted(year, month, day);
      case 2 -> "%s. %s. %s.".formatted(year, month, day);
      case 3 -> "%s년 %s월 %s일".formatted((Object[]) date.toString().split("-"));
      case 4 -> "%s년 %s월 %s일 %s요일".formatted(year, month, day, weekday);
      case 5 -> "%s. %s. %s.(%s)".formatted(year, month, day, weekday);
      case 6 -> "%s년 %s %s".formatted(year, spokenMonth, spokenDay);
      default -> "%s년 %s %s".formatted(koreanWords(year), spokenMonth, spokenDay);
    };
  }

  private static String koreanWords(int number) {
    StringBuilder words = new StringBuilder();
    String places = "천백십";
    for (int place = 0, unit = 1000; place < 4; place++, unit /= 10) {
      int digit = number / unit % 10;
      if (digit > 1 || digit == 1 && unit == 1) {
        words.append(KOREAN_DIGITS.charAt(digit));
      }
      if (digit > 0 && unit > 1) {
        words.append(places.charAt(place));
      }
    }
    return words.toString();
  }

  private static List<String> words(String spaced) {
    return List.of(spaced.split(" "));
  }
}
