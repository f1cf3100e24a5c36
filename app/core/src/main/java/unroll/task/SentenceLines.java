package unroll.task;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import unroll.config.UserException;
import unroll.data.TextSource;

/**
 * The lines of a UTF-8 text file, plain or {@code .gz}. They end with LF or CRLF and with nothing
 * else: any other character that breaks lines elsewhere would put sentences beside translations of
 * others.
 */
final class SentenceLines {
  /** In chars. */
  private static final int LONGEST = 1 << 20;

  private final Path file;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();

  private SentenceLines(Path file) {
    this.file = file;
  }

  /**
   * @throws UserException if the file cannot be read, is not UTF-8 text, or has a line of more than
   *     1,048,576 characters
   */
  static List<String> read(Path file) {
    SentenceLines lines = new SentenceLines(file);
    try (Reader text = new TextSource.File(file, "UTF-8").reader()) {
      for (int letter = text.read(); letter >= 0; letter = text.read()) {
        lines.take((char) letter);
      }
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
    if (!lines.line.isEmpty()) {
      lines.end();
    }
    return lines.lines;
  }

  private void take(char letter) {
    if (letter == '\n') {
      end();
    } else if (line.length() < LONGEST) {
      line.append(letter);
    } else {
      throw new UserException(
          "%s, line %d: longer than %d characters".formatted(file, lines.size() + 1, LONGEST));
    }
  }

  private void end() {
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    lines.add(line.toString());
    line.setLength(0);
  }
}
