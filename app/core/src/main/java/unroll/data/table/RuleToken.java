package unroll.data.table;

/**
 * One word or sign of a rule.
 *
 * @param text without its quotes
 * @param position of its first character, from 1
 */
record RuleToken(Kind kind, String text, int position) {
  enum Kind {
    COLUMN,
    WORD,
    NUMBER,
    COMPARISON,
    OPEN,
    CLOSE,
    AND,
    OR,
    END
  }

  String shown() {
    return kind == Kind.END ? "the end" : Excerpt.of(text);
  }
}
