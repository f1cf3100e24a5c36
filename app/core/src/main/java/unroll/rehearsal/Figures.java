package unroll.rehearsal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import unroll.data.Vocabulary;

/** Numbers as a person reads them, and lines of them. */
final class Figures {
  private static final int LINE_WIDTH = 98;
  private static final int BYTES_STEP = 1000;
  private static final String[] BYTE_UNITS = {"B", "KB", "MB", "GB", "TB"};
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  private Figures() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count and its thing; the thing's plural ends in s. */
  static String count(long count, String thing) {
    return count(count) + " " + thing + (count == 1 ? "" : "s");
  }

  static String bytes(double bytes) {
    double rest = bytes;
    int unit = 0;
    while (rest >= BYTES_STEP && unit < BYTE_UNITS.length - 1) {
      rest /= BYTES_STEP;
      unit++;
    }
    int decimals = unit == 0 || rest >= 100 ? 0 : 1;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", rest, BYTE_UNITS[unit]);
  }

  static String seconds(double seconds) {
    if (seconds < 1) {
      int decimals = seconds < 0.001 ? 2 : seconds < 0.01 ? 1 : 0;
      return String.format(Locale.ROOT, "%." + decimals + "f ms", 1000 * seconds);
    } else if (seconds < MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < HOUR
        ? "%d min %02d s".formatted(whole / MINUTE, whole % MINUTE)
        : "%d h %02d min".formatted(whole / HOUR, whole % HOUR / MINUTE);
  }

  /**
   * A share.
   *
   * @param share 0 to 1
   */
  static String percent(double share) {
    boolean isTiny = share > 0 && share < 0.001;
    return String.format(Locale.ROOT, isTiny ? "%.3f %%" : "%.1f %%", 100 * share);
  }

  /** Three digits of a number of any size, as a configuration can have them. */
  static String rate(double rate) {
    BigDecimal rounded = new BigDecimal(rate).round(new MathContext(3)).stripTrailingZeros();
    String plain = rounded.toPlainString();
    return plain.length() > 8 ? rounded.toString().toLowerCase(Locale.ROOT) : plain;
  }

  static String nats(double nats) {
    return String.format(Locale.ROOT, "%.4f", nats);
  }

  /** Filled up with spaces on the right to so many columns of a terminal. */
  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - columns(text)));
  }

  /** Filled up with spaces on the left to so many columns of a terminal. */
  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - columns(text))) + text;
  }

  /** A bar for a share of a whole, at most 40 columns long; of more than nothing at least one. */
  static String bar(double share) {
    int longest = 40;
    int length = share > 0 ? (int) Math.max(1, Math.round(longest * Math.min(1, share))) : 0;
    return "#".repeat(length);
  }

  /** Lines of at most 98 columns, the second and further ones moved in; broken at spaces. */
  static List<String> wrapped(String line) {
    if (columns(line) <= LINE_WIDTH) {
      return List.of(line);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String word : line.split(" ")) {
      if (!open.isEmpty() && columns(open.toString()) + 1 + columns(word) > LINE_WIDTH) {
        lines.add(open.toString());
        open = new StringBuilder(" ");
      }
      open.append(open.isEmpty() ? "" : " ").append(word);
    }
    lines.add(open.toString());
    return lines;
  }

  /** As many of the words as a line has room for, and how many there are besides. */
  static String some(List<String> words, int width) {
    StringBuilder line = new StringBuilder();
    int shown = 0;
    while (shown < words.size()
        && (shown == 0 || columns(line.toString()) + columns(words.get(shown)) + 2 <= width)) {
      line.append(shown == 0 ? "" : ", ").append(cut(words.get(shown), width));
      shown++;
    }
    int rest = words.size() - shown;
    return rest == 0 ? line.toString() : line + " and " + count(rest) + " more";
  }

  private static String cut(String word, int width) {
    int length = word.codePointCount(0, word.length());
    return length <= width
        ? word
        : word.substring(0, word.offsetByCodePoints(0, width - 3)) + "...";
  }

  /** A label or a piece of text in one line; in quotes where one could not see where it ends. */
  static String quoted(String text) {
    String escaped = Vocabulary.escape(text);
    boolean isClear =
        escaped.equals(escaped.strip()) && !escaped.isEmpty() && !escaped.contains(",");
    return isClear ? escaped : "\"" + escaped + "\"";
  }

  /** Columns of a terminal: Hangul, Han and kana take two. */
  static int columns(String text) {
    return text.codePoints().map(Figures::columns).sum();
  }

  private static int columns(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> Character.isIdeographic(codePoint) || isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HANGUL, HIRAGANA, KATAKANA -> true;
      default -> codePoint >= 0x1F300 && codePoint <= 0x1FAFF;
    };
  }
}
