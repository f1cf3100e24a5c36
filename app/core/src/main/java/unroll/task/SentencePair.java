package unroll.task;

import java.util.regex.Pattern;

/** A sentence and its translation, as they were read. */
public record SentencePair(String source, String target) {
  private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}++");

  /**
   * Whether both have no more words than that.
   *
   * @param maxWords 0: any number
   */
  boolean fits(int maxWords) {
    return maxWords == 0 || words(source) <= maxWords && words(target) <= maxWords;
  }

  private static long words(String sentence) {
    return WHITE_SPACE.splitAsStream(sentence).filter(word -> !word.isEmpty()).count();
  }
}
