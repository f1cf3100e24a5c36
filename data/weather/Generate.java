import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Writes weather.txt: made-up weather reports from a small grammar, in English and Korean. */
final class Generate {
  private record Word(String english, String korean) {}

  private static final List<Word> DAYS =
      List.of(
          new Word("Monday", "월요일"),
          new Word("Tuesday", "화요일"),
          new Word("Wednesday", "수요일"),
          new Word("Thursday", "목요일"),
          new Word("Friday", "금요일"),
          new Word("Saturday", "토요일"),
          new Word("Sunday", "일요일"));
  private static final List<Word> PLACES =
      List.of(
          new Word("on the coast", "해안은"),
          new Word("in the hills", "언덕은"),
          new Word("in the city", "도시는"),
          new Word("on the islands", "섬은"));
  private static final List<Word> SKIES =
      List.of(
          new Word("sunny", "맑고"),
          new Word("cloudy", "흐리고"),
          new Word("foggy", "안개가 끼고"),
          new Word("windy", "바람이 불고"));
  private static final List<Word> FALLS =
      List.of(
          new Word("rain", "비가 온다"), new Word("snow", "눈이 온다"), new Word("dry", "건조하다"));

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Random random = new Random(20261123);
    StringBuilder text = new StringBuilder();
    for (int report = 0; report < 400; report++) {
      Word day = pick(DAYS, random);
      Word place = pick(PLACES, random);
      Word sky = pick(SKIES, random);
      Word fall = pick(FALLS, random);
      int degrees = random.nextInt(30) - 5;
      if (random.nextInt(4) > 0) {
        String ending =
            fall.english().equals("dry") ? "and dry" : "with some " + fall.english();
        text.append(
            "%s: %s %s, %s, %d degrees.\n"
                .formatted(day.english(), sky.english(), place.english(), ending, degrees));
      } else {
        text.append(
            "%s: %s %s %s, %d도.\n"
                .formatted(day.korean(), place.korean(), sky.korean(), fall.korean(), degrees));
      }
    }
    Files.writeString(Path.of(arguments[0]), text);
  }

  private static Word pick(List<Word> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
