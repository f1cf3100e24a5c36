import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Writes nested.txt: made-up lines of a program, with brackets in brackets and in strings. */
final class Generate {
  private static final int LINES = 2_500;
  private static final int DEEPEST = 5;
  private static final int MOST_PARTS = 3;
  private static final List<String> NAMES =
      List.of("a", "b", "size", "width", "left", "right", "total", "item", "rest", "key");
  private static final List<String> FUNCTIONS =
      List.of("max", "min", "sum", "sort", "join", "take", "pair", "fold");
  private static final List<String> OPERATORS = List.of(" + ", " - ", " * ", " / ");
  private static final List<String> WORDS =
      List.of("red", "green", "one", "two", "note", "see", "or", "and", "the", "end", "max", "key");
  private static final List<String> LOOSE = List.of("(", ")", "[", "]", "{", "}", ",", ":", "=");

  private final Random random;

  private Generate(Random random) {
    this.random = random;
  }

  public static void main(String[] arguments) throws IOException {
    Generate generate = new Generate(new Random(20261126));
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < LINES; line++) {
      text.append(generate.line()).append('\n');
    }
    Path file = Path.of(arguments[0]).resolve("nested.txt");
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private String line() {
    String value = random.nextInt(3) == 0 ? string() : nest(0);
    return pick(NAMES) + " = " + value;
  }

  /** The deeper, the rarer is a further bracket. */
  private String value(int depth) {
    boolean isLeaf = depth == DEEPEST || random.nextInt(DEEPEST) < depth;
    return isLeaf ? leaf() : nest(depth);
  }

  private String nest(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> pick(FUNCTIONS) + "(" + parts("", depth + 1) + ")";
      case 1 -> "[" + parts("", depth + 1) + "]";
      case 2 -> "{" + parts(": ", depth + 1) + "}";
      default -> "(" + value(depth + 1) + pick(OPERATORS) + value(depth + 1) + ")";
    };
  }

  /**
   * @param separator between a key and its value; empty where there are no keys
   */
  private String parts(String separator, int depth) {
    StringBuilder parts = new StringBuilder();
    int count = 1 + random.nextInt(MOST_PARTS);
    for (int part = 0; part < count; part++) {
      String key = separator.isEmpty() ? "" : pick(NAMES) + separator;
      parts.append(part == 0 ? "" : ", ").append(key).append(value(depth));
    }
    return parts.toString();
  }

  private String leaf() {
    return switch (random.nextInt(4)) {
      case 0, 1 -> pick(NAMES);
      case 2 -> Integer.toString(random.nextInt(1_000));
      default -> string();
    };
  }

  /** Brackets in a string do not count, and need no partner. */
  private String string() {
    StringBuilder string = new StringBuilder("\"");
    int count = 1 + random.nextInt(6);
    for (int word = 0; word < count; word++) {
      string.append(word == 0 ? "" : " ");
      string.append(random.nextInt(4) == 0 ? pick(LOOSE) : pick(WORDS));
    }
    return string.append('"').toString();
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
