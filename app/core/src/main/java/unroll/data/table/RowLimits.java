package unroll.data.table;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import unroll.config.UserException;

/**
 * Text on its way to the parser, which holds a whole row in memory: it ends in an error where a
 * field or a row grows beyond its limit, and where a quote is not closed. The error comes once all
 * text before it has been handed on.
 */
final class RowLimits extends FilterReader {
  static final int LONGEST_FIELD = 1 << 20;
  static final int LONGEST_ROW = 1 << 24;
  static final int MOST_FIELDS = 1 << 16;

  /** Where in a field the next character stands. */
  private enum Place {
    START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  private final String name;
  private final boolean quoting;
  private final char separator;

  private Place place = Place.START;
  private char last;
  private long line = 1;
  private long quoteLine;
  private int fields = 1;
  private int fieldLength;
  private int rowLength;
  private UserException fault;

  RowLimits(String name, Reader in, TableFormat format) {
    super(in);
    this.name = name;
    this.quoting = format.quoting();
    this.separator = format.separatorCharacter();
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (fault != null) {
      throw fault;
    }
    int count = in.read(target, offset, length);
    if (count < 0 && place == Place.QUOTED) {
      throw unclosed("is never closed");
    }
    for (int i = 0; i < count; i++) {
      try {
        follow(target[offset + i]);
      } catch (UserException e) {
        fault = e;
        if (i == 0) {
          throw e;
        }
        return i;
      }
    }
    return count;
  }

  private void follow(char letter) {
    boolean lineBreak = letter == '\n' || letter == '\r';
    rowLength++;
    if (place != Place.QUOTED && (lineBreak || letter == separator)) {
      place = Place.START;
      fieldLength = 0;
      fields = lineBreak ? 1 : fields + 1;
      rowLength = lineBreak ? 0 : rowLength;
    } else {
      place = placeAfter(letter);
      fieldLength++;
    }
    checkLengths();
    if (letter == '\r' || letter == '\n' && last != '\r') {
      line++;
    }
    last = letter;
  }

  private Place placeAfter(char letter) {
    boolean quote = quoting && letter == TableFormat.QUOTE;
    return switch (place) {
      case START -> {
        quoteLine = line;
        yield quote ? Place.QUOTED : Place.PLAIN;
      }
      case PLAIN -> Place.PLAIN;
      case QUOTED -> quote ? Place.AFTER_QUOTE : Place.QUOTED;
      case AFTER_QUOTE -> {
        if (!quote) {
          throw mistake(
              line,
              "found %s after a closing quote, expected the separator or the end of the line"
                  .formatted(Excerpt.quoted(String.valueOf(letter))));
        }
        yield Place.QUOTED;
      }
    };
  }

  private void checkLengths() {
    if (fieldLength > LONGEST_FIELD) {
      throw place == Place.QUOTED
          ? unclosed("is not closed within " + LONGEST_FIELD + " characters")
          : mistake(line, "a field is longer than " + LONGEST_FIELD + " characters");
    } else if (rowLength > LONGEST_ROW) {
      throw mistake(line, "a row is longer than " + LONGEST_ROW + " characters");
    } else if (fields > MOST_FIELDS) {
      throw mistake(line, "more than " + MOST_FIELDS + " fields");
    }
  }

  private UserException unclosed(String what) {
    return mistake(
        quoteLine,
        "the quote opened here " + what + "; where quotes are letters, set quoting: false");
  }

  private UserException mistake(long place, String message) {
    return new UserException(name + ", line " + place + ": " + message);
  }
}
