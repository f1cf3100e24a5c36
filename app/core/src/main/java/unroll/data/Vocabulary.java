package unroll.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import unroll.config.UserException;

/**
 * The symbols of a task and their ids, 0 to size - 1. A symbol is a character (one code point) or a
 * word. The file holds a symbol a line, its line number minus one being the id; line breaks, tabs
 * and backslashes are written as {@code \n}, {@code \r}, {@code \t} and {@code \\}.
 */
public final class Vocabulary {
  /** A million long words fit. */
  private static final int MOST_BYTES = 1 << 27;

  private static final int LONGEST_SHOWN = 40;

  private final List<String> symbols;
  private final Map<String, Integer> ids;

  public Vocabulary(List<String> symbols) {
    this.symbols = List.copyOf(symbols);
    this.ids = new HashMap<>();
    for (String symbol : symbols) {
      if (ids.put(symbol, ids.size()) != null) {
        throw new IllegalArgumentException("the symbol " + shown(symbol) + " stands twice");
      }
    }
  }

  /**
   * @throws UserException if the file cannot be read or is not a vocabulary
   */
  public static Vocabulary read(Path file) {
    List<String> symbols = new ArrayList<>();
    try {
      String text = text(file);
      if (!text.endsWith("\n")) {
        throw new UserException(file + ": not a vocabulary: the last line does not end");
      }
      for (int from = 0; from < text.length(); ) {
        int end = text.indexOf('\n', from);
        symbols.add(ofLine(text.substring(from, end)));
        from = end + 1;
      }
    } catch (NoSuchFileException e) {
      throw new UserException(file + ": missing", e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read as a vocabulary: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "%s: not a vocabulary: line %d: %s".formatted(file, symbols.size() + 1, e.getMessage()),
          e);
    }
    try {
      return new Vocabulary(symbols);
    } catch (IllegalArgumentException e) {
      throw new UserException(file + ": not a vocabulary: " + e.getMessage(), e);
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UserException(file + ": larger than 128 MiB; expected a vocabulary");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UserException(file + ": cannot be read as a vocabulary: not UTF-8 text", e);
    }
  }

  private static String shown(String symbol) {
    int length = symbol.codePointCount(0, symbol.length());
    return escape(
        length <= LONGEST_SHOWN
            ? symbol
            : symbol.substring(0, symbol.offsetByCodePoints(0, LONGEST_SHOWN)) + "...");
  }

  /** The content of a vocabulary file, UTF-8. */
  public byte[] toBytes() {
    StringBuilder text = new StringBuilder();
    symbols.forEach(symbol -> text.append(escape(symbol)).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  public int size() {
    return symbols.size();
  }

  public String symbol(int id) {
    return symbols.get(id);
  }

  public List<String> symbols() {
    return symbols;
  }

  public OptionalInt idOf(String symbol) {
    Integer id = ids.get(symbol);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * The id of a character that must be known.
   *
   * @throws UserException if it is not
   */
  public int idOfCharacter(int codePoint) {
    String character = Character.toString(codePoint);
    return idOf(character)
        .orElseThrow(
            () ->
                new UserException(
                    "the character %s (U+%04X) is not in the model's vocabulary"
                        .formatted(escape(character), codePoint)));
  }

  /** A symbol as it can be shown on one line. */
  public static String escape(String symbol) {
    return symbol
        .replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  private static String ofLine(String line) {
    if (line.isEmpty() || line.endsWith("\r")) {
      throw new IllegalArgumentException(
          line.isEmpty() ? "an empty line" : "a line ends in a carriage return");
    }
    return unescape(line);
  }

  /**
   * What {@link #escape} made a text of.
   *
   * @throws IllegalArgumentException if it made no such text
   */
  public static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder symbol = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter != '\\') {
        symbol.append(letter);
      } else if (++i < text.length()) {
        symbol.append(
            switch (text.charAt(i)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              case '\\' -> '\\';
              default -> throw new IllegalArgumentException("unknown escape in " + shown(text));
            });
      } else {
        throw new IllegalArgumentException("a lone backslash at the end of " + shown(text));
      }
    }
    return symbol.toString();
  }
}
