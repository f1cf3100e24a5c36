package unroll.data.table;

import java.util.ArrayList;
import java.util.List;
import unroll.config.UserException;
import unroll.data.table.RuleToken.Kind;

/** Reads a rule by recursive descent: {@code or} of {@code and}s of comparisons. */
final class RuleParser {
  private static final int DEEPEST = 100;

  private final List<RuleToken> tokens;
  private int at;
  private int depth;

  /**
   * @throws UserException as {@link #parse}
   */
  RuleParser(String text) {
    this.tokens = RuleTokens.of(text);
  }

  /**
   * @throws UserException if it is not a rule, with the character where it ceases to be one
   */
  Rule parse() {
    Rule rule = anyOf();
    if (next().kind() != Kind.END) {
      throw expected("and, or, or the end");
    }
    return rule;
  }

  private Rule anyOf() {
    List<Rule> parts = new ArrayList<>(List.of(allOf()));
    while (skip(Kind.OR)) {
      parts.add(allOf());
    }
    return parts.size() == 1 ? parts.get(0) : new Rule.AnyOf(List.copyOf(parts));
  }

  private Rule allOf() {
    List<Rule> parts = new ArrayList<>(List.of(part()));
    while (skip(Kind.AND)) {
      parts.add(part());
    }
    return parts.size() == 1 ? parts.get(0) : new Rule.AllOf(List.copyOf(parts));
  }

  private Rule part() {
    if (next().kind() != Kind.OPEN) {
      return comparison();
    } else if (++depth > DEEPEST) {
      throw expected("at most " + DEEPEST + " open parentheses");
    }
    at++;
    Rule inner = anyOf();
    if (!skip(Kind.CLOSE)) {
      throw expected("and, or, or a closing parenthesis");
    }
    depth--;
    return inner;
  }

  private Rule comparison() {
    if (next().kind() != Kind.COLUMN) {
      throw expected("a column or an opening parenthesis");
    }
    String column = tokens.get(at++).text();
    Comparison comparison = sign();
    RuleToken value = next();
    if (value.kind() == Kind.NUMBER) {
      double number =
          DecimalNumber.parse(value.text()).orElseThrow(() -> expected("a number such as 1.5"));
      at++;
      return new Rule.NumberRule(column, comparison, number);
    } else if (value.kind() != Kind.WORD) {
      throw expected("a number, or a word in single quotes");
    } else if (comparison != Comparison.EQUAL && comparison != Comparison.DIFFERENT) {
      throw expected("a number: a word is only = or != another");
    }
    at++;
    return new Rule.WordRule(column, comparison == Comparison.EQUAL, value.text());
  }

  private Comparison sign() {
    RuleToken sign = next();
    if (sign.kind() != Kind.COMPARISON) {
      throw expected("a comparison after a column: " + String.join(", ", Comparison.signs()));
    }
    Comparison comparison =
        Comparison.of(sign.text())
            .orElseThrow(() -> expected(String.join(", ", Comparison.signs())));
    at++;
    return comparison;
  }

  private RuleToken next() {
    return tokens.get(at);
  }

  private boolean skip(Kind kind) {
    boolean found = next().kind() == kind;
    at += found ? 1 : 0;
    return found;
  }

  private UserException expected(String what) {
    return new UserException(
        "character %d: found %s, expected %s".formatted(next().position(), next().shown(), what));
  }
}
