package unroll.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import unroll.config.UserException;

/**
 * Lines of UTF-8 text one by one, as they arrive and whatever is wrong with one of them. Lines end
 * with LF or CRLF; a byte order mark before the first is no part of it.
 */
public final class LineReader {
  /** Longest line in bytes; a longer one is refused. */
  static final int LONGEST = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final InputStream in;
  private long number;
  private boolean lastHasEnd;

  public LineReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * One line.
   *
   * @param number counted from 1
   */
  public record Line(long number, byte[] bytes, boolean isTooLong) {
    /**
     * The text of the line.
     *
     * @throws UserException if it is too long or not UTF-8
     */
    public String text() {
      if (isTooLong) {
        throw new UserException("longer than " + LONGEST + " bytes");
      }
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      } catch (CharacterCodingException e) {
        throw new UserException("not UTF-8 text", e);
      }
    }
  }

  /** The next line, waiting for it if need be; empty at the end. */
  public Optional<Line> next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long length = 0;
    int last = 0;
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    while (read >= 0 && read != '\n') {
      if (length < LONGEST) {
        bytes.write(read);
      }
      length++;
      last = read;
      read = in.read();
    }
    number++;
    lastHasEnd = read == '\n';
    length -= last == '\r' ? 1 : 0;
    byte[] kept = Arrays.copyOf(bytes.toByteArray(), (int) Math.min(length, LONGEST));
    return Optional.of(new Line(number, kept, length > LONGEST));
  }

  /** Whether a line break ended the last line that was read; the file's last may have none. */
  public boolean lastHasEnd() {
    return lastHasEnd;
  }
}
