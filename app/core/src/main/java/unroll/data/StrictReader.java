package unroll.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.NoSuchFileException;
import unroll.config.UserException;

/**
 * Text out of bytes that must be text: a malformed byte is an error with its offset, told once all
 * characters before it have been read. A byte order mark at the start is left out.
 */
public final class StrictReader extends Reader {
  private static final int CHUNK = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String name;
  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).limit(0);
  private final CharBuffer characters = CharBuffer.allocate(CHUNK).limit(0);
  private long consumed;
  private boolean wantsBytes = true;
  private boolean started;
  private boolean lastBytes;
  private boolean finished;

  /**
   * @param name what to call the text in messages
   * @param in read no further than what is asked for needs, so that a line is there as it arrives
   */
  public StrictReader(String name, InputStream in, Charset charset) {
    this.name = name;
    this.in = in;
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /**
   * @throws UserException if the bytes cannot be read or are not text in the encoding
   */
  @Override
  public int read(char[] target, int offset, int length) {
    while (!characters.hasRemaining() && !finished) {
      decode();
    }
    if (!characters.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, characters.remaining());
    characters.get(target, offset, count);
    return count;
  }

  private void decode() {
    if (wantsBytes) {
      fetch();
    }
    characters.clear();
    int before = bytes.position();
    CoderResult result = decoder.decode(bytes, characters, lastBytes);
    consumed += bytes.position() - before;
    wantsBytes = result.isUnderflow();
    if (wantsBytes && lastBytes) {
      finished = decoder.flush(characters).isUnderflow();
    }
    characters.flip();
    if (result.isError() && !characters.hasRemaining()) {
      throw malformed();
    }
    if (!started && characters.hasRemaining()) {
      started = true;
      characters.position(characters.get(0) == BYTE_ORDER_MARK ? 1 : 0);
    }
  }

  private void fetch() {
    bytes.compact();
    try {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      lastBytes = count < 0;
      bytes.position(bytes.position() + Math.max(count, 0));
    } catch (IOException e) {
      throw unreadable(name, e);
    } finally {
      bytes.flip();
    }
  }

  private UserException malformed() {
    return new UserException(
        "%s: byte 0x%02x at offset %d is not %s; name the file's encoding with the key encoding"
            .formatted(name, bytes.get(bytes.position()), consumed, charset));
  }

  /** What a user is told of a text that cannot be read. */
  static UserException unreadable(String name, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new UserException(name + ": no such file", e);
    } else if (e instanceof EOFException) {
      return new UserException(name + ": cannot be read: it ends too early for a gzipped file", e);
    }
    return new UserException(name + ": cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
