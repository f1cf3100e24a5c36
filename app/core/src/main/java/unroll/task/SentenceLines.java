package unroll.task;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.TextSource;

/**
 * The lines of a UTF-8 text file, plain or {@code .gz}. They end with LF or CRLF and with nothing
 * else: any other character that breaks lines elsewhere would put sentences beside translations of
 * others.
 */
final class SentenceLines implements AutoCloseable {
  /** In chars. */
  private static final int LONGEST = 1 << 20;

  private final Path file;
  private final Reader text;
  private int count;

  private SentenceLines(Path file) {
    this.file = file;
    this.text = new TextSource.File(file, "UTF-8").reader();
  }

  /**
   * Lines one by one.
   *
   * @throws UserException if the file cannot be read
   */
  static SentenceLines open(Path file) {
    return new SentenceLines(file);
  }

  /**
   * All lines.
   *
   * @throws UserException if the file cannot be read, is not UTF-8 text, or has a line of more than
   *     1,048,576 characters
   */
  static List<String> read(Path file) {
    List<String> lines = new ArrayList<>();
    try (SentenceLines all = open(file)) {
      for (Optional<String> line = all.next(); line.isPresent(); line = all.next()) {
        lines.add(line.get());
      }
    }
    return lines;
  }

  /**
   * How many lines a file has.
   *
   * @throws UserException as for {@link #read}
   */
  static int count(Path file) {
    try (SentenceLines all = open(file)) {
      while (all.next().isPresent()) {
        // Counted as it is read.
      }
      return all.count;
    }
  }

  /**
   * The next line; empty at the end.
   *
   * @throws UserException as for {@link #read}
   */
  Optional<String> next() {
    StringBuilder line = new StringBuilder();
    try {
      int letter = text.read();
      if (letter < 0) {
        return Optional.empty();
      }
      count++;
      for (; letter >= 0 && letter != '\n'; letter = text.read()) {
        if (line.length() == LONGEST) {
          throw new UserException(
              "%s, line %d: longer than %d characters".formatted(file, count, LONGEST));
        }
        line.append((char) letter);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    return Optional.of(line.toString());
  }

  private UserException unreadable(IOException e) {
    return new UserException(file + ": cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      text.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
