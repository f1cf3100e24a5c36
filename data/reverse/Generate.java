import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Writes train.tsv and test.tsv: made-up words, and the same from their ends. */
final class Generate {
  private static final String LETTERS = "abcdefghijkl";
  private static final int SHORTEST = 4;
  private static final int LONGEST_TO_LEARN = 16;
  private static final int LONGEST = 24;
  private static final int TO_LEARN_OF_LENGTH = 600;
  private static final int TO_TEST_OF_LENGTH = 50;

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Random random = new Random(20261126);
    // Shared, so that no word of one file stands in the other.
    Set<String> drawn = new HashSet<>();
    Path folder = Path.of(arguments[0]);
    Files.writeString(
        folder.resolve("train.tsv"), table(random, drawn, TO_LEARN_OF_LENGTH, LONGEST_TO_LEARN));
    Files.writeString(folder.resolve("test.tsv"), table(random, drawn, TO_TEST_OF_LENGTH, LONGEST));
  }

  private static String table(Random random, Set<String> drawn, int ofLength, int longest) {
    List<String> words = new ArrayList<>();
    for (int length = SHORTEST; length <= longest; length++) {
      for (int count = 0; count < ofLength; ) {
        String word = word(random, length);
        if (drawn.add(word)) {
          words.add(word);
          count++;
        }
      }
    }
    Collections.shuffle(words, random);
    StringBuilder table = new StringBuilder("source\ttarget\n");
    words.forEach(word -> table.append(word + "\t" + new StringBuilder(word).reverse() + "\n"));
    return table.toString();
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int letter = 0; letter < length; letter++) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }
}
