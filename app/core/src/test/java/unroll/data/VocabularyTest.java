package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.UserException;

class VocabularyTest {
  private static final List<String> AWKWARD =
      List.of(
          "\n",
          "\t",
          "\r",
          "\\",
          " ",
          "n",
          "\\n",
          "\\\\",
          "a\tb\\",
          "\r\n",
          "\u0000",
          "\u000B",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "가",
          "\uD83D\uDE00",
          "word",
          "#",
          "\"");

  @TempDir private Path folder;

  @Test
  void theFileReadsBackToTheSameSymbolsAndIds() throws IOException {
    Vocabulary read = Vocabulary.read(write(new Vocabulary(AWKWARD).toBytes()));

    assertEquals(AWKWARD, read.symbols());
    assertEquals(AWKWARD.size(), read.size());
    for (int id = 0; id < AWKWARD.size(); id++) {
      assertEquals(OptionalInt.of(id), read.idOf(AWKWARD.get(id)));
      assertEquals(AWKWARD.get(id), read.symbol(id));
    }
  }

  @Test
  void everyCharacterReadsBack() throws IOException {
    List<String> characters = new ArrayList<>();
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += 7) {
      if (Character.getType(codePoint) != Character.SURROGATE) {
        characters.add(Character.toString(codePoint));
      }
    }

    assertEquals(
        characters, Vocabulary.read(write(new Vocabulary(characters).toBytes())).symbols());
  }

  @Test
  void theFileHasALineForEverySymbol() {
    assertEquals(
        "b\n\\n\n\\\\\n\\t\n \n한\n",
        new String(
            new Vocabulary(List.of("b", "\n", "\\", "\t", " ", "한")).toBytes(),
            StandardCharsets.UTF_8));
  }

  @Test
  void aSymbolItDoesNotHaveHasNoId() {
    Vocabulary vocabulary = new Vocabulary(List.of("a", "b"));

    assertEquals(OptionalInt.empty(), vocabulary.idOf("c"));
    assertEquals(OptionalInt.empty(), vocabulary.idOf(""));
    assertThrows(IndexOutOfBoundsException.class, () -> vocabulary.symbol(2));
    assertThrows(IndexOutOfBoundsException.class, () -> vocabulary.symbol(Symbols.NONE));
  }

  @Test
  void aSymbolMayNotStandTwice() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new Vocabulary(List.of("a", "\n", "b", "\n")));

    assertEquals("the symbol \\n stands twice", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb\na\n",
        "a\n\\x\n",
        "a\n\\\nb\n",
        "a\nb",
        "a\r\nb\r\n",
        "a\n\nb\n",
        "",
      })
  void aBrokenFileIsRefused(String content) throws IOException {
    Path file = write(content.getBytes(StandardCharsets.UTF_8));

    UserException e = assertThrows(UserException.class, () -> Vocabulary.read(file));
    assertTrue(e.getMessage().startsWith(file + ": not a vocabulary: "), e.getMessage());
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Path file = write("가\n나\n".getBytes("EUC-KR"));

    UserException e = assertThrows(UserException.class, () -> Vocabulary.read(file));
    assertTrue(
        e.getMessage().startsWith(file + ": cannot be read as a vocabulary: "), e.getMessage());
  }

  @Test
  void aMissingFileIsToldWithItsName() {
    Path file = folder.resolve("none.txt");

    UserException e = assertThrows(UserException.class, () -> Vocabulary.read(file));
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("vocabulary.txt"), content);
  }

  @Test
  void aMistakeIsToldWithItsLineAndLittleOfIt() throws IOException {
    Path file = write(("a\nb\n" + "c".repeat(5000) + "\\x\n").getBytes(StandardCharsets.UTF_8));

    UserException e = assertThrows(UserException.class, () -> Vocabulary.read(file));
    assertEquals(
        file + ": not a vocabulary: line 3: unknown escape in " + "c".repeat(40) + "...",
        e.getMessage());
  }
}
