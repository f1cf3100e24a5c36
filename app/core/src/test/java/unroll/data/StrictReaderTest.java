package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.UserException;

class StrictReaderTest {
  private static final String TEXT = "é한\uD83D\uDE00z".repeat(20_000);

  @TempDir private Path folder;

  private static StrictReader reader(byte[] bytes) {
    return new StrictReader("text", new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
  }

  private static String read(Reader reader, int atOnce) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] characters = new char[atOnce];
    for (int count = reader.read(characters); count >= 0; count = reader.read(characters)) {
      text.append(characters, 0, count);
    }
    assertEquals(-1, reader.read(characters), "the end stays the end");
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000, 1 << 16, 1 << 20})
  void givesTheSameTextHoweverMuchIsReadAtOnce(int atOnce) throws IOException {
    assertEquals(TEXT, read(reader(TEXT.getBytes(StandardCharsets.UTF_8)), atOnce));
  }

  @Test
  void leavesOutOneByteOrderMarkAtTheStart() throws IOException {
    byte[] bytes = "\uFEFF\uFEFFa\uFEFF".getBytes(StandardCharsets.UTF_8);
    assertEquals("\uFEFFa\uFEFF", read(reader(bytes), 10));
    assertEquals("", read(reader("\uFEFF".getBytes(StandardCharsets.UTF_8)), 10));
    assertEquals("", read(reader(new byte[0]), 10));
  }

  @Test
  void tellsAMalformedByteOnceEverythingBeforeItIsRead() throws IOException {
    byte[] bytes = Arrays.copyOf("ab한".getBytes(StandardCharsets.UTF_8), 7);
    bytes[5] = (byte) 0xFF;
    StrictReader reader = reader(bytes);
    char[] characters = new char[10];
    assertEquals(3, reader.read(characters));
    assertEquals("ab한", new String(characters, 0, 3));
    for (int round = 0; round < 2; round++) {
      assertEquals(
          "text: byte 0xff at offset 5 is not UTF-8; name the file's encoding with the key"
              + " encoding",
          assertThrows(UserException.class, () -> reader.read(characters)).getMessage());
    }
  }

  @Test
  void givesALineAsSoonAsItHasArrived() throws IOException {
    InputStream slow =
        new InputStream() {
          private final byte[] line = "a,b\n".getBytes(StandardCharsets.UTF_8);
          private boolean asked;

          @Override
          public int read() {
            throw new IllegalStateException("waits for more than it needs");
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            if (asked) {
              throw new IllegalStateException("waits for more than it needs");
            }
            asked = true;
            System.arraycopy(line, 0, target, offset, line.length);
            return line.length;
          }
        };
    StrictReader reader = new StrictReader("input", slow, StandardCharsets.UTF_8);
    assertEquals(4, reader.read(new char[100]));
  }

  @Test
  void closesWhatItReadsFrom() throws IOException {
    boolean[] closed = new boolean[1];
    InputStream bytes =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    try (StrictReader reader = new StrictReader("text", bytes, StandardCharsets.UTF_8)) {
      assertFalse(closed[0]);
      assertEquals(-1, reader.read());
    }
    assertTrue(closed[0]);
  }

  @Test
  void aTextFileIsReadByLinePlainOrPacked() throws IOException {
    byte[] bytes = "\uFEFF한 a\nb\n".getBytes(StandardCharsets.UTF_8);
    Path plain = Files.write(folder.resolve("text.txt"), bytes);
    Path packed = folder.resolve("text.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(bytes);
    }
    for (Path file : new Path[] {plain, packed}) {
      try (BufferedReader reader = new TextSource.File(file, "UTF-8").reader()) {
        assertEquals("한 a", reader.readLine());
        assertEquals("b", reader.readLine());
        assertEquals(null, reader.readLine());
      }
    }
    Path cut = folder.resolve("cut.gz");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(packed), 20));
    try (BufferedReader reader = new TextSource.File(cut, "UTF-8").reader()) {
      assertEquals(
          cut + ": cannot be read: it ends too early for a gzipped file",
          assertThrows(UserException.class, () -> read(reader, 100)).getMessage());
    }
    Path none = folder.resolve("none.txt");
    assertEquals(
        none + ": no such file",
        assertThrows(UserException.class, () -> new TextSource.File(none, "UTF-8").reader())
            .getMessage());
  }
}
