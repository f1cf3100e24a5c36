package unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.UserException;

class CharacterTextTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path folder;

  @Test
  void idsFollowTheOrderOfFirstAppearance() {
    CharacterText text = inline("hello 한\uD83D\uDE00한\nh");

    assertEquals(
        List.of("h", "e", "l", "o", " ", "한", "\uD83D\uDE00", "\n"), text.vocabulary().symbols());
    assertArrayEquals(new int[] {0, 1, 2, 2, 3, 4, 5, 6, 5, 7, 0}, ids(text.symbols()));
  }

  @Test
  void anyTextDecodesToItself() throws IOException {
    Random random = new Random(9);
    for (int characters : new int[] {1, 2, 256, 257, 70_000}) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 100_000; i++) {
        text.appendCodePoint(0x10000 + random.nextInt(characters));
      }
      Path file = Files.writeString(folder.resolve("text.txt"), text);

      CharacterText read = CharacterText.read(new TextSource.File(file, "UTF-8"));

      StringBuilder decoded = new StringBuilder();
      for (int id : ids(read.symbols())) {
        decoded.append(read.vocabulary().symbol(id));
      }
      assertEquals(text.toString(), decoded.toString());
      assertEquals(text.codePoints().distinct().count(), read.vocabulary().size());
    }
  }

  @Test
  void anEmptyTextIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.txt"));

    UserException e =
        assertThrows(
            UserException.class, () -> CharacterText.read(new TextSource.File(file, "UTF-8")));
    assertEquals(file + ": is empty; expected text", e.getMessage());
    e = assertThrows(UserException.class, () -> inline(""));
    assertEquals("task.text: is empty; expected text", e.getMessage());
  }

  @Test
  void aTextThatIsTooLongForMemoryIsReadFromAFileAndTheSame() throws IOException {
    Random random = new Random(9);
    for (int characters : new int[] {2, 256, 257, 70_000}) {
      String text =
          random
              .ints(100_000, 0x10000, 0x10000 + characters)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      TextSource source = new TextSource.Inline("task.text", text);
      CharacterText inMemory = CharacterText.read(source);
      int bytes = 100_000 * (characters <= 256 ? 1 : characters <= 65_536 ? 2 : 4);
      Path unused = folder.resolve("unused");
      CharacterText.read(source, new MemoryShare(bytes, unused));
      assertFalse(Files.exists(unused), "a text that fits is in memory");

      CharacterText stored =
          CharacterText.read(source, new MemoryShare(bytes - 1, folder.resolve("texts")));

      assertEquals(inMemory.vocabulary().symbols(), stored.vocabulary().symbols());
      assertArrayEquals(ids(inMemory.symbols()), ids(stored.symbols()));
      assertArrayEquals(
          ids(inMemory.symbols().slice(777, 99_000).slice(1, 500)),
          ids(stored.symbols().slice(777, 99_000).slice(1, 500)));
      try (Stream<Path> left = Files.list(folder.resolve("texts"))) {
        assertEquals(List.of(), left.toList(), "a file that outlives the process");
      }
    }
  }

  @Test
  void aFileInTheWayOfATextThatIsTooLongForMemoryIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    UserException e =
        assertThrows(
            UserException.class,
            () ->
                CharacterText.read(
                    new TextSource.Inline("task.text", "hello"), new MemoryShare(4, file)));
    assertTrue(e.getMessage().startsWith(file + ": cannot be written to: "), e.getMessage());
  }

  @Test
  @Tag("slow")
  void aLargeTextTakesAByteOfMemoryPerCharacter() throws IOException {
    long megabytes = 100;
    Path file = folder.resolve("large.txt");
    Random random = new Random(4);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      char[] line = new char[1000];
      for (long written = 0; written < megabytes * 1_000_000; written += line.length) {
        for (int i = 0; i < line.length - 1; i++) {
          line[i] = (char) (' ' + random.nextInt(90));
        }
        line[line.length - 1] = '\n';
        out.write(line);
      }
    }
    assertTrue(
        Runtime.getRuntime().maxMemory() <= 2048L * MEBIBYTE, "the heap is larger than 2 GiB");
    long before = usedMemory();

    CharacterText text = CharacterText.read(new TextSource.File(file, "UTF-8"));

    long grown = usedMemory() - before;
    assertEquals(megabytes * 1_000_000, text.symbols().length());
    assertEquals(91, text.vocabulary().size());
    assertTrue(grown < 120L * MEBIBYTE, "grew by " + grown / MEBIBYTE + " MiB");
  }

  private static long usedMemory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static CharacterText inline(String text) {
    return CharacterText.read(new TextSource.Inline("task.text", text));
  }

  private static int[] ids(Symbols symbols) {
    return IntStream.range(0, symbols.length()).map(symbols::at).toArray();
  }
}
