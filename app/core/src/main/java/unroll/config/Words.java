package unroll.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The words a user may write, their spelling and their nearest neighbors; and things counted. */
public final class Words {
  /** Of a longer word nobody slips by a letter, and comparing takes time with its square. */
  private static final int LONGEST = 100;

  private Words() {}

  /** {@code learningRate -> learning-rate}, {@code FrameLabeling -> frame-labeling}. */
  public static String kebabCase(String javaName) {
    return javaName.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** {@code MANY_TO_ONE -> many-to-one}. */
  public static String kebabCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The word a type goes by in a {@code type:} key. */
  public static String typeName(Class<?> type) {
    return kebabCase(type.getSimpleName());
  }

  /** {@code 1 unit}, {@code 2,000 units}. */
  public static String counted(long count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }

  /**
   * @return the valid word most like {@code word}, if any is near enough to be a slip
   */
  public static Optional<String> nearest(String word, Collection<String> valid) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    int limit = Math.max(2, word.length() / 3);
    LevenshteinDistance distance = new LevenshteinDistance(limit);
    String lower = word.toLowerCase(Locale.ROOT).replace('_', '-');
    return valid.stream()
        .filter(candidate -> distance.apply(lower, candidate.toLowerCase(Locale.ROOT)) >= 0)
        .min(
            Comparator.comparing(
                candidate -> distance.apply(lower, candidate.toLowerCase(Locale.ROOT))));
  }

  /** The end of a message about a wrong word: the nearest valid one, and all of them. */
  public static String hint(String word, Collection<String> valid) {
    String all = "expected " + String.join(", ", valid);
    return nearest(word, valid).map(near -> "did you mean " + near + "? " + all).orElse(all);
  }
}
