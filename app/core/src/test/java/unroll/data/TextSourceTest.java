package unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.UserException;

class TextSourceTest {
  private static final int BUFFER = 1 << 16;
  private static final String EMOJI = "\uD83D\uDE00";

  @TempDir private Path folder;

  @Test
  void readsATextByCodePointAsOftenAsWanted() throws IOException {
    String text = "Hello, 한국어!\r\n\t" + EMOJI + "é\u0000z";
    TextSource inline = new TextSource.Inline("task.text", text);
    TextSource file = file(text.getBytes(StandardCharsets.UTF_8), "UTF-8");

    for (int round = 0; round < 2; round++) {
      assertText(text, inline);
      assertText(text, file);
    }
    assertEquals("task.text", inline.name());
    assertEquals(folder.resolve("text.txt").toString(), file.name());
  }

  @Test
  void anEmptyFileHasNoCharacters() throws IOException {
    assertText("", file(new byte[0], "UTF-8"));
    assertText("", file(gzipped(new byte[0]), "UTF-8", "empty.gz"));
  }

  @Test
  void aByteOrderMarkIsLeftOutAtTheStartOnly() throws IOException {
    for (String encoding : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"}) {
      byte[] bytes = "\uFEFF한\uFEFFb\uFEFF".getBytes(encoding);
      assertText("한\uFEFFb\uFEFF", file(bytes, encoding));
      assertText("한\uFEFFb\uFEFF", file(gzipped(bytes), encoding, "text.txt.gz"));
    }
    assertText("", file("\uFEFF".getBytes("UTF-8"), "UTF-8"));
    assertText("ab", file("\uFEFFab".getBytes("UTF-16LE"), "UTF-16"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "한", EMOJI, "é한" + EMOJI, EMOJI + EMOJI, "e\u0301"})
  void charactersMayLieAcrossEveryBorderOfTheBuffer(String middle) throws IOException {
    int bytes = middle.getBytes(StandardCharsets.UTF_8).length;
    for (int border : new int[] {BUFFER, 2 * BUFFER}) {
      for (int start = border - bytes - 1; start <= border + 1; start++) {
        String text = "x".repeat(start) + middle + "yz";
        assertText(text, file(text.getBytes(StandardCharsets.UTF_8), "UTF-8"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, 한",
    "UTF-8, \uD83D\uDE00",
    "UTF-16LE, 한",
    "UTF-16LE, \uD83D\uDE00",
    "UTF-16BE, \uD83D\uDE00",
    "UTF-16, \uD83D\uDE00",
    "UTF-32LE, \uD83D\uDE00",
    "GB18030, \uD83D\uDE00",
    "EUC-KR, 한",
    "MS949, 힣",
    "Shift_JIS, 日",
  })
  void aFileFullOfLongCharactersIsReadAtEveryOffset(String encoding, String character)
      throws IOException {
    for (String start : new String[] {"", "a", "ab", "abc"}) {
      String text = start + character.repeat(70_000) + "z";
      byte[] bytes = text.getBytes(Charset.forName(encoding));
      assertText(text, file(bytes, encoding));
      assertText(text, file(gzipped(bytes), encoding, "text.txt.gz"));
    }
  }

  @Test
  void aMixedTextIsReadInEveryEncodingThatHoldsIt() throws IOException {
    Random random = new Random(2);
    StringBuilder korean = new StringBuilder();
    StringBuilder anything = new StringBuilder();
    for (int i = 0; i < 150_000; i++) {
      // The Hangul of EUC-KR is what its own encoder takes.
      korean.append(random.nextBoolean() ? (char) ('a' + random.nextInt(26)) : '글');
      int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
      anything.appendCodePoint(
          Character.getType(codePoint) == Character.SURROGATE ? 'x' : codePoint);
    }

    assertText(korean.toString(), file(korean.toString().getBytes("EUC-KR"), "EUC-KR"));
    for (String encoding : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32BE"}) {
      assertText(anything.toString(), file(anything.toString().getBytes(encoding), encoding));
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 2, 1000, BUFFER - 4, BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 200_000})
  void aMalformedByteIsToldWithItsOffset(int offset) throws IOException {
    byte[] bytes = new byte[offset + 10];
    Arrays.fill(bytes, (byte) 'x');
    bytes[offset] = (byte) 0xB0;
    TextSource source = file(bytes, "UTF-8");

    assertEquals(
        source.name()
            + ": byte 0xb0 at offset "
            + offset
            + " is not UTF-8; name the file's encoding with the key encoding",
        refusal(source));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 21844, 21845, 21846, 43690, 50_000})
  void theOffsetOfAMalformedByteCountsBytesNotCharacters(int hangul) throws IOException {
    byte[] start = "한".repeat(hangul).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(start, start.length + 3);
    bytes[start.length] = (byte) 0xFF;

    String message = refusal(file(bytes, "UTF-8"));
    assertTrue(message.contains(": byte 0xff at offset " + 3 * hangul + " "), message);
  }

  @Test
  void aBrokenCharacterIsToldWithTheOffsetOfItsFirstByte() throws IOException {
    byte[] bytes = ("ab한" + EMOJI).getBytes(StandardCharsets.UTF_8);
    bytes[4] = 'x';

    String message = refusal(file(bytes, "UTF-8"));
    assertTrue(message.contains(": byte 0xed at offset 2 "), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "한", EMOJI})
  void aLastCharacterThatIsCutOffIsToldWithItsOffset(String character) throws IOException {
    byte[] whole = character.getBytes(StandardCharsets.UTF_8);
    for (int length : new int[] {0, 7, BUFFER - 1, BUFFER}) {
      for (int kept = 1; kept < whole.length; kept++) {
        byte[] bytes = Arrays.copyOf("x".repeat(length).getBytes("UTF-8"), length + kept);
        System.arraycopy(whole, 0, bytes, length, kept);

        String message = refusal(file(bytes, "UTF-8"));
        String expected = ": byte 0x%02x at offset %d is not UTF-8".formatted(whole[0], length);
        assertTrue(message.contains(expected), message);
      }
    }
  }

  @Test
  void koreanInTheWrongEncodingIsRefused() throws IOException {
    byte[] korean = "제목: 한국어".getBytes("EUC-KR");

    String message = refusal(file(korean, "UTF-8"));
    assertTrue(message.contains(": byte 0xc1 at offset 0 is not UTF-8;"), message);
    message = refusal(file("abc한".getBytes(StandardCharsets.UTF_8), "US-ASCII"));
    assertTrue(message.contains(": byte 0xed at offset 3 is not US-ASCII;"), message);
    assertText("제목: 한국어", file(korean, "euc-kr"));
  }

  @Test
  void halfASurrogatePairInUtf16IsRefused() throws IOException {
    String message = refusal(file("ab\uD83Dc".getBytes("UTF-16LE"), "UTF-8"));
    assertTrue(message.contains(" at offset "), message);

    byte[] bytes = "abcd".getBytes("UTF-16LE");
    bytes[4] = 0x3D;
    bytes[5] = (byte) 0xD8;
    message = refusal(file(bytes, "UTF-16LE"));
    assertTrue(message.contains(" at offset 4 is not UTF-16LE;"), message);
  }

  @Test
  void anUnknownEncodingIsToldWithItsName() throws IOException {
    for (String encoding : new String[] {"UTF-9", "no such", ""}) {
      TextSource source = file(new byte[] {'a'}, encoding);
      assertEquals(
          source.name()
              + ": unknown encoding "
              + encoding
              + "; expected a name such as UTF-8 or EUC-KR",
          refusal(source));
    }
  }

  @Test
  void aMissingFileOrAFolderIsToldWithItsName() {
    Path missing = folder.resolve("none.txt");
    Path packed = folder.resolve("none.txt.gz");

    assertEquals(missing + ": no such file", refusal(new TextSource.File(missing, "UTF-8")));
    assertEquals(packed + ": no such file", refusal(new TextSource.File(packed, "UTF-8")));
    assertEquals(
        folder + ": is a folder; expected a text file",
        refusal(new TextSource.File(folder, "UTF-8")));
  }

  @Test
  void aPackedFileThatIsBrokenIsToldWithItsName() throws IOException {
    TextSource plain = file("hello".getBytes(StandardCharsets.UTF_8), "UTF-8", "plain.gz");
    byte[] whole = gzipped("hello".repeat(1000).getBytes(StandardCharsets.UTF_8));
    TextSource cut = file(Arrays.copyOf(whole, whole.length - 12), "UTF-8", "cut.gz");

    assertTrue(refusal(plain).startsWith(plain.name() + ": cannot be read: "), refusal(plain));
    assertTrue(refusal(cut).startsWith(cut.name() + ": cannot be read: "), refusal(cut));
  }

  private static String refusal(TextSource source) {
    return assertThrows(UserException.class, () -> source.forEachCodePoint(codePoint -> {}))
        .getMessage();
  }

  private static void assertText(String expected, TextSource source) {
    IntStream.Builder read = IntStream.builder();
    source.forEachCodePoint(read::add);
    assertArrayEquals(expected.codePoints().toArray(), read.build().toArray());
  }

  private TextSource file(byte[] bytes, String encoding) throws IOException {
    return file(bytes, encoding, "text.txt");
  }

  private TextSource file(byte[] bytes, String encoding, String name) throws IOException {
    return new TextSource.File(Files.write(folder.resolve(name), bytes), encoding);
  }

  private byte[] gzipped(byte[] bytes) throws IOException {
    Path file = folder.resolve("packing.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void aGzippedBombIsRefusedOnceItHasGrownTooLarge() throws IOException {
    TextSource bomb = file(gzipped(new byte[80 << 20]), "UTF-8", "bomb.gz");

    UserException e =
        assertThrows(UserException.class, () -> bomb.forEachCodePoint(codePoint -> {}));
    assertEquals(
        bomb.name() + ": cannot be read: unpacked, it is more than 250 times as large",
        e.getMessage());
  }
}
