package unroll.report;

/** Text of a stranger as text of an HTML page. */
public final class HtmlText {
  private static final int DELETE = 0x7f;
  private static final int PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;
  private static final int REPLACEMENT = 0xfffd;

  private HtmlText() {}

  /**
   * The text for an element or a quoted attribute. Control characters, which HTML has no way to
   * write, become their pictures (U+2400 and on) and half surrogate pairs U+FFFD; tabs and line
   * feeds stay.
   */
  public static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> append(html, character));
    return html.toString();
  }

  private static void append(StringBuilder html, int character) {
    switch (character) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      default -> html.appendCodePoint(printable(character));
    }
  }

  private static int printable(int character) {
    if (character == '\t' || character == '\n') {
      return character;
    } else if (character < ' ') {
      return PICTURES + character;
    } else if (character == DELETE) {
      return PICTURE_OF_DELETE;
    }
    boolean isHalfPair =
        character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    return isHalfPair || Character.isISOControl(character) ? REPLACEMENT : character;
  }
}
