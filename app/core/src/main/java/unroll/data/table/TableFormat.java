package unroll.data.table;

import java.util.List;
import java.util.Map;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.Words;

/** How a table is written as text; its lines may end with LF, CR LF or CR. */
public record TableFormat(
    @Key(
            doc = "what stands between two fields: tab, comma, semicolon or any one character",
            byDefault = "comma")
        String separator,
    @Key(
            doc = "whether a field may stand in double quotes; false: quotes are letters",
            byDefault = "true")
        boolean quoting,
    @Key(
            doc = "whether the first line names the columns; false: they are called 1, 2, 3 ...",
            byDefault = "true")
        boolean header,
    @Key(doc = "the file's character encoding", byDefault = "UTF-8") String encoding) {

  static final char QUOTE = '"';

  private static final Map<String, Character> SEPARATORS =
      Map.of("tab", '\t', "comma", ',', "semicolon", ';');
  private static final List<String> SEPARATOR_WORDS = List.of("tab", "comma", "semicolon");

  public TableFormat {
    if (separator.length() != 1 && !SEPARATORS.containsKey(separator)) {
      throw new InvalidKeyException(
          "separator",
          "unknown: "
              + Excerpt.quoted(separator)
              + "; "
              + Words.hint(separator, SEPARATOR_WORDS)
              + " or one character");
    } else if (separator.matches("[\r\n]") || quoting && separator.charAt(0) == QUOTE) {
      throw new InvalidKeyException(
          "separator", "a line break or a quote ends a field by itself; expected another one");
    }
  }

  /** The character between two fields. */
  char separatorCharacter() {
    return SEPARATORS.getOrDefault(separator, separator.charAt(0));
  }
}
