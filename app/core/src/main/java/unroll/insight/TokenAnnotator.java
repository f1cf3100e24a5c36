package unroll.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a program can tell of every word or other token of a sentence. */
enum TokenAnnotator {
  LENGTH("characters of the token", false, TokenAnnotator::lengths),
  CAPITALIZED(
      "capitalized token", true, tokens -> each(tokens, t -> Character.isUpperCase(t.charAt(0)))),
  /** All letters, at least 2. */
  IN_CAPITALS("token in capitals", true, tokens -> each(tokens, TokenAnnotator::isInCapitals)),
  PUNCTUATION("punctuation", true, tokens -> each(tokens, TokenAnnotator::isPunctuation)),
  NUMBER(
      "token with a digit",
      true,
      tokens -> each(tokens, token -> token.codePoints().anyMatch(Character::isDigit))),
  /** A symbol that stands for others, such as {@code <unk>}. */
  SPECIAL(
      "special symbol",
      true,
      tokens -> each(tokens, token -> token.startsWith("<") && token.endsWith(">"))),
  /** Tokens read of the sentence, 0 after the one that ends it. */
  POSITION_IN_SENTENCE("position in the sentence", false, TokenAnnotator::positions),
  SENTENCE_END_NEAR("sentence end within 3 tokens", true, TokenAnnotator::endNear);

  private static final int NEAR = 3;

  private final String words;
  private final boolean isBinary;
  private final Function<List<String>, float[]> values;

  TokenAnnotator(String words, boolean isBinary, Function<List<String>, float[]> values) {
    this.words = words;
    this.isBinary = isBinary;
    this.values = values;
  }

  Annotation annotate(List<String> tokens) {
    return new Annotation(words, isBinary, values.apply(tokens));
  }

  /**
   * All annotators in turn.
   *
   * @param tokens several sequences one after the other
   * @param starts the first token of every sequence
   */
  static List<Annotation> all(List<String> tokens, List<Integer> starts) {
    List<Annotation> all = new ArrayList<>();
    for (TokenAnnotator annotator : values()) {
      all.add(
          Annotation.ofEach(
              annotator.words,
              annotator.isBinary,
              starts,
              tokens.size(),
              (from, to) -> annotator.values.apply(tokens.subList(from, to))));
    }
    return all;
  }

  private static float[] each(List<String> tokens, Predicate<String> question) {
    float[] values = new float[tokens.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = !tokens.get(i).isEmpty() && question.test(tokens.get(i)) ? 1 : 0;
    }
    return values;
  }

  private static float[] lengths(List<String> tokens) {
    float[] lengths = new float[tokens.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = tokens.get(i).codePointCount(0, tokens.get(i).length());
    }
    return lengths;
  }

  private static boolean isInCapitals(String token) {
    long letters = token.codePoints().filter(Character::isLetter).count();
    return letters > 1
        && token.codePoints().filter(Character::isLetter).allMatch(Character::isUpperCase);
  }

  private static boolean isPunctuation(String token) {
    return token.codePoints().noneMatch(c -> Character.isLetterOrDigit(c) || c == '<');
  }

  private static boolean endsSentence(String token) {
    return token.length() == 1 && ".!?。".contains(token);
  }

  private static float[] positions(List<String> tokens) {
    float[] positions = new float[tokens.size()];
    int position = 0;
    for (int i = 0; i < positions.length; i++) {
      position = endsSentence(tokens.get(i)) ? 0 : position + 1;
      positions[i] = position;
    }
    return positions;
  }

  /** Whether one of the next tokens, this one not counted, ends a sentence. */
  private static float[] endNear(List<String> tokens) {
    float[] near = new float[tokens.size()];
    int next = Integer.MAX_VALUE;
    for (int i = near.length - 1; i >= 0; i--) {
      near[i] = next - i <= NEAR ? 1 : 0;
      next = endsSentence(tokens.get(i)) ? i : next;
    }
    return near;
  }
}
