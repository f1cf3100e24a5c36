import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Writes en.tsv and ko.tsv: the same numbers from 0 to 99,999 in words and in digits. */
final class Generate {
  /** How many numbers of one digit, of two, and so on: all of the short ones. */
  private static final int[] OF_LENGTH = {10, 90, 600, 1000, 1300};

  private static final List<String> SMALL =
      List.of(
          ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                  + " fifteen sixteen seventeen eighteen nineteen")
              .split(" "));
  private static final List<String> TENS =
      List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
  private static final String DIGITS = "영일이삼사오육칠팔구";
  private static final List<String> PLACES = List.of("", "십", "백", "천");

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    StringBuilder english = new StringBuilder("source\ttarget\n");
    StringBuilder korean = new StringBuilder("source\ttarget\n");
    for (int number : numbers(new Random(20261125))) {
      english.append(english(number) + "\t" + number + "\n");
      korean.append(korean(number) + "\t" + number + "\n");
    }
    Path folder = Path.of(arguments[0]);
    Files.writeString(folder.resolve("en.tsv"), english);
    Files.writeString(folder.resolve("ko.tsv"), korean);
  }

  private static List<Integer> numbers(Random random) {
    List<Integer> numbers = new ArrayList<>();
    int from = 0;
    int to = 10;
    for (int count : OF_LENGTH) {
      TreeSet<Integer> drawn = new TreeSet<>();
      while (drawn.size() < count) {
        drawn.add(from + random.nextInt(to - from));
      }
      numbers.addAll(drawn);
      from = to;
      to *= 10;
    }
    Collections.shuffle(numbers, random);
    return numbers;
  }

  private static String english(int number) {
    if (number < 20) {
      return SMALL.get(number);
    } else if (number < 100) {
      String tens = TENS.get(number / 10 - 2);
      return number % 10 == 0 ? tens : tens + "-" + SMALL.get(number % 10);
    } else if (number < 1000) {
      String hundreds = SMALL.get(number / 100) + " hundred";
      return number % 100 == 0 ? hundreds : hundreds + " and " + english(number % 100);
    }
    String thousands = english(number / 1000) + " thousand";
    int rest = number % 1000;
    if (rest == 0) {
      return thousands;
    }
    return thousands + (rest < 100 ? " and " : " ") + english(rest);
  }

  /** Written apart at every ten thousand, as the Korean spelling rules (article 44) have it. */
  private static String korean(int number) {
    if (number == 0) {
      return "영";
    } else if (number < 10_000) {
      return belowTenThousand(number);
    }
    int rest = number % 10_000;
    String tenThousands = number < 20_000 ? "만" : belowTenThousand(number / 10_000) + "만";
    return rest == 0 ? tenThousands : tenThousands + " " + belowTenThousand(rest);
  }

  private static String belowTenThousand(int number) {
    StringBuilder words = new StringBuilder();
    for (int place = 3, unit = 1000; place >= 0; place--, unit /= 10) {
      int digit = number / unit % 10;
      if (digit > 1 || digit == 1 && unit == 1) {
        words.append(DIGITS.charAt(digit));
      }
      if (digit > 0) {
        words.append(PLACES.get(place));
      }
    }
    return words.toString();
  }
}
