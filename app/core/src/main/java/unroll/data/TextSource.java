package unroll.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import unroll.config.UserException;

/** A text that is read by code point, as often as wanted, without ever being in memory whole. */
public sealed interface TextSource {
  /** What to call it in messages. */
  String name();

  /**
   * Reads from the beginning to the end.
   *
   * @throws UserException if it cannot be read or holds bytes that are not text in its encoding
   */
  void forEachCodePoint(IntConsumer action);

  /** A text given in the configuration itself. */
  record Inline(String name, String text) implements TextSource {
    @Override
    public void forEachCodePoint(IntConsumer action) {
      text.codePoints().forEach(action);
    }
  }

  /**
   * A text file, or a gzipped one.
   *
   * @param encoding the name of a character encoding, {@code UTF-8}
   */
  record File(Path path, String encoding) implements TextSource {
    private static final int CHUNK = 1 << 16;

    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public void forEachCodePoint(IntConsumer action) {
      CodePoints codePoints = new CodePoints(action);
      char[] chunk = new char[CHUNK];
      try (Reader reader = open()) {
        for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
          codePoints.accept(chunk, count);
        }
      } catch (IOException e) {
        throw StrictReader.unreadable(name(), e);
      }
    }

    /**
     * The text from its beginning, without a byte order mark, read strictly.
     *
     * @return a reader to close; its reads throw {@link UserException} if the file cannot be read
     *     or holds bytes that are not text in its encoding
     * @throws UserException if the file cannot be opened
     */
    public BufferedReader reader() {
      try {
        return new BufferedReader(open());
      } catch (IOException e) {
        throw StrictReader.unreadable(name(), e);
      }
    }

    private StrictReader open() throws IOException {
      Charset charset = charset();
      if (Files.isDirectory(path)) {
        throw new UserException(path + ": is a folder; expected a text file");
      }
      StoredFile stored = new StoredFile(path, path.toString().endsWith(".gz"));
      return new StrictReader(name(), stored.open(), charset);
    }

    private Charset charset() {
      try {
        return Charset.forName(encoding);
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        throw new UserException(
            path + ": unknown encoding " + encoding + "; expected a name such as UTF-8 or EUC-KR",
            e);
      }
    }
  }

  /** Joins surrogate pairs, also across buffers. */
  final class CodePoints {
    private final IntConsumer action;
    private char high;

    private CodePoints(IntConsumer action) {
      this.action = action;
    }

    private void accept(char[] characters, int count) {
      for (int i = 0; i < count; i++) {
        char letter = characters[i];
        if (Character.isHighSurrogate(letter)) {
          high = letter;
        } else if (Character.isLowSurrogate(letter)) {
          action.accept(Character.toCodePoint(high, letter));
        } else {
          action.accept(letter);
        }
      }
    }
  }
}
