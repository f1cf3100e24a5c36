package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.UserException;

class LineReaderTest {
  /** Bytes that come piece by piece; asking for one that has not come would wait. */
  private static final class Arriving extends InputStream {
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private boolean ended;

    void arrive(byte... piece) {
      pieces.add(piece);
    }

    @Override
    public int read() {
      throw new AssertionError("byte by byte is slow");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (pieces.isEmpty()) {
        assertTrue(ended, "waits for bytes that it does not need");
        return -1;
      }
      byte[] piece = pieces.remove();
      System.arraycopy(piece, 0, buffer, offset, piece.length);
      return piece.length;
    }
  }

  private static LineReader reader(byte[] bytes) {
    return new LineReader(new ByteArrayInputStream(bytes));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> texts(byte[] bytes) throws IOException {
    LineReader lines = reader(bytes);
    List<String> texts = new ArrayList<>();
    for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      texts.add(line.get().text());
      assertEquals(texts.size(), line.get().number());
    }
    assertTrue(lines.next().isEmpty(), "the end stays the end");
    return texts;
  }

  @Test
  void linesEndWithEitherEndAndTheLastOneWithNone() throws IOException {
    assertEquals(List.of("one", "zwei é", "drei"), texts(utf8("one\r\nzwei é\ndrei")));
    assertEquals(List.of("one", "two"), texts(utf8("one\ntwo\r\n")));
    assertEquals(List.of(), texts(new byte[0]));
  }

  @Test
  void emptyLinesAreLines() throws IOException {
    assertEquals(List.of("", "", "x", ""), texts(utf8("\n\r\nx\n\n")));
  }

  @Test
  void onlyTheReturnBeforeTheEndIsPartOfIt() throws IOException {
    assertEquals(List.of("a\rb", "c\r"), texts(utf8("a\rb\nc\r\r\n")));
  }

  @Test
  void aLineIsThereAsSoonAsItsEndIs() throws IOException {
    Arriving in = new Arriving();
    LineReader lines = new LineReader(in);
    in.arrive((byte) 'a', (byte) 0xC3);
    in.arrive((byte) 0xA9, (byte) '\r');
    in.arrive((byte) '\n', (byte) 'b');
    assertEquals("aé", lines.next().orElseThrow().text());

    in.arrive((byte) '\n');
    LineReader.Line second = lines.next().orElseThrow();
    assertEquals("b", second.text());
    assertEquals(2, second.number());

    in.arrive((byte) 'c');
    in.ended = true;
    assertEquals("c", lines.next().orElseThrow().text());
    assertTrue(lines.next().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void theLongestLineIsRead(String end) throws IOException {
    String longest = "é".repeat(LineReader.LONGEST / 2);
    LineReader.Line line = reader(utf8(longest + end)).next().orElseThrow();
    assertFalse(line.isTooLong());
    assertEquals(longest, line.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n", "\r\r\n", "more\r\n"})
  void aLongerLineIsRefusedAndTheNextOneRead(String end) throws IOException {
    LineReader lines = reader(utf8("x".repeat(LineReader.LONGEST) + "y" + end + "next"));
    LineReader.Line line = lines.next().orElseThrow();
    assertTrue(line.isTooLong());
    assertEquals(
        "longer than 1048576 bytes", assertThrows(UserException.class, line::text).getMessage());
    if (!end.isEmpty()) {
      LineReader.Line next = lines.next().orElseThrow();
      assertEquals("next", next.text());
      assertEquals(2, next.number());
    }
    assertTrue(lines.next().isEmpty());
  }

  @Test
  void aLineOfAnyLengthTakesLittleMemory() throws IOException {
    InputStream endless =
        new InputStream() {
          private int left = 64 << 20;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }
        };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertTrue(new LineReader(endless).next().orElseThrow().isTooLong());
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 16 << 20, allocated + " bytes");
  }

  @Test
  void aMalformedLineIsRefusedAndTheOthersAreRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(utf8("good\nb"));
    bytes.write(0xFF);
    bytes.writeBytes(utf8("d\ncut off "));
    bytes.write(0xC3);
    bytes.writeBytes(utf8("\n\uFFFD is a character\n"));
    LineReader lines = reader(bytes.toByteArray());
    assertEquals("good", lines.next().orElseThrow().text());
    for (int line = 2; line <= 3; line++) {
      LineReader.Line malformed = lines.next().orElseThrow();
      assertEquals(line, malformed.number());
      assertFalse(malformed.isTooLong());
      assertEquals(
          "not UTF-8 text", assertThrows(UserException.class, malformed::text).getMessage());
    }
    assertEquals("\uFFFD is a character", lines.next().orElseThrow().text());
  }
}
