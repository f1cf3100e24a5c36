package unroll.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import unroll.config.UserException;
import unroll.data.table.RuleToken.Kind;

/** Cuts a rule into its words and signs. */
final class RuleTokens {
  private final int[] text;
  private final List<RuleToken> tokens = new ArrayList<>();
  private int at;

  private RuleTokens(String text) {
    this.text = text.codePoints().toArray();
  }

  /**
   * @return the words and signs, the last one being the end
   * @throws UserException if a character cannot stand in a rule or a quote is not closed
   */
  static List<RuleToken> of(String text) {
    RuleTokens reading = new RuleTokens(text);
    while (reading.at < reading.text.length) {
      reading.readOne();
    }
    reading.add(Kind.END, "", reading.at);
    return reading.tokens;
  }

  private void readOne() {
    int first = text[at];
    if (Character.isWhitespace(first)) {
      at++;
    } else if (first == '(' || first == ')') {
      add(first == '(' ? Kind.OPEN : Kind.CLOSE, Character.toString(first), at++);
    } else if (first == '"' || first == '`') {
      quoted(Kind.COLUMN);
    } else if (first == '\'') {
      quoted(Kind.WORD);
    } else if (isComparison(first)) {
      run(Kind.COMPARISON, RuleTokens::isComparison);
    } else if (Character.isDigit(first) || "+-.".indexOf(first) >= 0) {
      run(Kind.NUMBER, symbol -> isInWord(symbol) || symbol == '+');
    } else if (Character.isLetter(first) || first == '_') {
      word();
    } else {
      throw new UserException(
          "character %d: found %s, expected a column, a comparison or a parenthesis"
              .formatted(at + 1, Excerpt.of(Character.toString(first))));
    }
  }

  private void word() {
    run(Kind.COLUMN, RuleTokens::isInWord);
    RuleToken token = tokens.get(tokens.size() - 1);
    if (token.text().equals("and") || token.text().equals("or")) {
      Kind kind = token.text().equals("and") ? Kind.AND : Kind.OR;
      tokens.set(tokens.size() - 1, new RuleToken(kind, token.text(), token.position()));
    }
  }

  private void run(Kind kind, IntPredicate belongs) {
    int start = at;
    while (at < text.length && belongs.test(text[at])) {
      at++;
    }
    add(kind, new String(text, start, at - start), start);
  }

  private void quoted(Kind kind) {
    int start = at;
    int quote = text[at++];
    StringBuilder content = new StringBuilder();
    while (at < text.length) {
      int symbol = text[at++];
      if (symbol != quote) {
        content.appendCodePoint(symbol);
      } else if (at < text.length && text[at] == quote) {
        content.appendCodePoint(quote);
        at++;
      } else {
        add(kind, content.toString(), start);
        return;
      }
    }
    throw new UserException(
        "character %d: the quote %s opened here is never closed"
            .formatted(start + 1, Character.toString(quote)));
  }

  private static boolean isComparison(int symbol) {
    return "<>=!".indexOf(symbol) >= 0;
  }

  private static boolean isInWord(int symbol) {
    return Character.isLetterOrDigit(symbol) || "_.-".indexOf(symbol) >= 0;
  }

  private void add(Kind kind, String content, int start) {
    tokens.add(new RuleToken(kind, content, start + 1));
  }
}
