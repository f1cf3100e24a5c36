package unroll.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
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
      CharsetDecoder decoder =
          charset()
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      try (ReadableByteChannel channel = open()) {
        decode(channel, decoder, action);
      } catch (NoSuchFileException e) {
        throw new UserException(path + ": no such file", e);
      } catch (EOFException e) {
        throw new UserException(path + ": cannot be read: it ends too early for a gzipped file", e);
      } catch (IOException e) {
        throw new UserException(path + ": cannot be read: " + e.getMessage(), e);
      }
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

    private ReadableByteChannel open() throws IOException {
      if (Files.isDirectory(path)) {
        throw new UserException(path + ": is a folder; expected a text file");
      }
      return path.toString().endsWith(".gz")
          ? Channels.newChannel(new GZIPInputStream(Files.newInputStream(path), CHUNK))
          : FileChannel.open(path);
    }

    private void decode(ReadableByteChannel channel, CharsetDecoder decoder, IntConsumer action)
        throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
      CharBuffer characters = CharBuffer.allocate(CHUNK);
      CodePoints codePoints = new CodePoints(action);
      long consumed = 0;
      boolean end = false;
      while (!end) {
        end = channel.read(bytes) < 0;
        bytes.flip();
        CoderResult result;
        do {
          int before = bytes.position();
          result = decoder.decode(bytes, characters, end);
          consumed += bytes.position() - before;
          if (result.isError()) {
            throw malformed(consumed, bytes.get(bytes.position()));
          }
          codePoints.accept(characters);
        } while (result.isOverflow());
        bytes.compact();
      }
      decoder.flush(characters);
      codePoints.accept(characters);
    }

    private UserException malformed(long offset, byte found) {
      return new UserException(
          "%s: byte 0x%02x at offset %d is not %s; name the file's encoding with the key encoding"
              .formatted(path, found, offset, encoding));
    }
  }

  /** Joins surrogate pairs, also across buffers, and leaves out a byte order mark at the start. */
  final class CodePoints {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final IntConsumer action;
    private char high;
    private boolean started;

    private CodePoints(IntConsumer action) {
      this.action = action;
    }

    private void accept(CharBuffer characters) {
      characters.flip();
      while (characters.hasRemaining()) {
        char letter = characters.get();
        boolean first = !started;
        started = true;
        if (first && letter == BYTE_ORDER_MARK) {
          continue;
        }
        if (Character.isHighSurrogate(letter)) {
          high = letter;
        } else if (Character.isLowSurrogate(letter)) {
          action.accept(Character.toCodePoint(high, letter));
        } else {
          action.accept(letter);
        }
      }
      characters.clear();
    }
  }
}
