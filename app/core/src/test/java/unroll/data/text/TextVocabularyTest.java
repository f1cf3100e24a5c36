package unroll.data.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.UserException;
import unroll.data.Symbols;

class TextVocabularyTest {
  private static final List<String> SPECIAL = List.of("<pad>", "<unk>", "<end>");

  @TempDir private Path folder;

  private static TextVocabulary words(int limit, long minimumCount, String... texts) {
    return TextVocabulary.count(
        new WordSplitter(false), List.of(texts), SPECIAL, limit, minimumCount);
  }

  private static List<Integer> ids(Symbols symbols) {
    return IntStream.range(0, symbols.length()).map(symbols::at).boxed().toList();
  }

  @Test
  void specialSymbolsComeFirstThenTheMostFrequentPieces() {
    TextVocabulary vocabulary = words(0, 1, "d c b a", "a c", "a");

    assertEquals(
        List.of("<pad>", "<unk>", "<end>", "a", "c", "d", "b"), vocabulary.vocabulary().symbols());
    assertEquals(7, vocabulary.size());
    assertEquals(3, vocabulary.specialCount());
    assertEquals(2, vocabulary.idOfSpecial("<end>"));
    assertThrows(IllegalArgumentException.class, () -> vocabulary.idOfSpecial("<start>"));
    assertThrows(IllegalArgumentException.class, () -> vocabulary.idOfSpecial("a"));
  }

  @Test
  void limitAndMinimumCountLeaveOutRarePieces() {
    String[] texts = {"d c b a", "a c", "a"};

    assertEquals(List.of("a", "c", "d"), pieces(words(3, 1, texts)));
    assertEquals(List.of("a", "c"), pieces(words(0, 2, texts)));
    assertEquals(List.of("a"), pieces(words(1, 2, texts)));
    assertEquals(List.of(), pieces(words(0, 4, texts)));
    assertEquals(List.of(), pieces(words(0, 1)));
  }

  private static List<String> pieces(TextVocabulary vocabulary) {
    return vocabulary.vocabulary().symbols().subList(vocabulary.specialCount(), vocabulary.size());
  }

  @Test
  void unknownPiecesAreEncodedAndShownAsSuch() {
    TextVocabulary vocabulary = words(0, 1, "a dog, a cat");

    Symbols symbols = vocabulary.encode("a bird, a cat");

    assertEquals(List.of(3, 1, 5, 3, 6), ids(symbols));
    assertEquals("a \uFFFD, a cat", vocabulary.decode(symbols));
    assertEquals("", vocabulary.decode(vocabulary.encode("")));
  }

  @Test
  void decodingLeavesOutSpecialSymbols() {
    TextVocabulary vocabulary = words(0, 1, "a dog");

    assertEquals("a dog \uFFFD", vocabulary.decode(Symbols.of(0, 3, 2, 4, 1, 2, 0)));
    assertThrows(IndexOutOfBoundsException.class, () -> vocabulary.decode(Symbols.of(5)));
  }

  @Test
  void theUnknownShareCountsPiecesOfAllTexts() {
    TextVocabulary vocabulary = words(0, 1, "a dog");

    assertEquals(0.25, vocabulary.unknownShare(List.of("a dog", "", "a cat")));
    assertEquals(0, vocabulary.unknownShare(List.of("", " ")));
    assertEquals(1, vocabulary.unknownShare(List.of("cat")));
  }

  @ParameterizedTest
  @EnumSource
  void noTextEverBecomesASpecialSymbol(TextUnit unit) {
    List<String> texts =
        List.of("<end>", "<end> <unk> a<pad>b <<unk>>", "<\u200Dend>", "<end><end>", "<END>");
    for (boolean lowercase : new boolean[] {false, true}) {
      TextSplitter splitter = TextSplitter.learn(unit, lowercase, 1000, texts);
      TextVocabulary vocabulary = TextVocabulary.count(splitter, texts, SPECIAL, 0, 1);

      for (String text : texts) {
        Symbols symbols = vocabulary.encode(text);
        assertTrue(ids(symbols).stream().allMatch(id -> id >= SPECIAL.size()), text);
        assertEquals(splitter.join(splitter.split(text)), vocabulary.decode(symbols));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPieceReadsBackFromTheFile(TextUnit unit) throws IOException {
    Random random = new Random(31);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      texts.add(AwkwardTexts.draw(random));
    }
    TextSplitter splitter = TextSplitter.learn(unit, false, 500, texts);
    TextVocabulary counted = TextVocabulary.count(splitter, texts, SPECIAL, 0, 1);
    TextVocabulary read =
        TextVocabulary.read(splitter, write(counted.vocabulary().toBytes()), SPECIAL);

    assertEquals(counted.vocabulary().symbols(), read.vocabulary().symbols());
    for (String text : texts) {
      Symbols symbols = read.encode(text);
      assertEquals(ids(counted.encode(text)), ids(symbols));
      assertEquals(splitter.join(splitter.split(text)), read.decode(symbols));
    }
    assertEquals(0, read.unknownShare(texts));
  }

  @Test
  void aSubwordThatWasLeftOutIsReadByItsParts() throws IOException {
    List<String> texts = List.of("together together together to get her to get her to to");
    TextSplitter splitter = TextSplitter.learn(TextUnit.SUBWORD, false, 100, texts);
    TextVocabulary all = TextVocabulary.count(splitter, texts, SPECIAL, 0, 1);
    TextVocabulary letters =
        TextVocabulary.read(
            splitter,
            write("<pad>\n<unk>\n<end>\n \nt\no\ng\ne\nh\nr\n".getBytes("UTF-8")),
            SPECIAL);

    assertEquals(List.of(" together"), all.pieces("together"));
    assertEquals(List.of(" to"), all.pieces("to"));
    assertEquals(List.of(" ", "t", "o", "g", "e", "t", "h", "e", "r"), letters.pieces("together"));
    assertEquals("together", letters.decode(letters.encode("together")));
    assertEquals("toge\uFFFDthe\uFFFD", letters.decode(letters.encode("togextheß")));
    assertEquals(0.2, letters.unknownShare(List.of("togextheß")), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<End>", "<>", "end", "<e", "<a b>", "<1>", "", "<end> "})
  void aSpecialSymbolIsAWordInAngleBrackets(String special) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            TextVocabulary.count(
                new WordSplitter(false), List.of("a"), List.of("<unk>", special), 0, 1));
  }

  @Test
  void everyVocabularyHasASymbolForTheUnknown() {
    assertThrows(
        IllegalArgumentException.class,
        () -> TextVocabulary.count(new WordSplitter(false), List.of("a"), List.of("<end>"), 0, 1));
  }

  @Test
  void aFileWithOtherSpecialSymbolsIsRefused() throws IOException {
    Path file = write("<pad>\n\\t\na\n".getBytes("UTF-8"));
    UserException e =
        assertThrows(
            UserException.class, () -> TextVocabulary.read(new WordSplitter(false), file, SPECIAL));
    assertEquals(file + ": line 2: expected <unk>, found \\t", e.getMessage());

    write("<pad>\n<unk>\n".getBytes("UTF-8"));
    e =
        assertThrows(
            UserException.class, () -> TextVocabulary.read(new WordSplitter(false), file, SPECIAL));
    assertEquals(file + ": line 3: expected <end>, found the end of the file", e.getMessage());
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("vocabulary.txt"), content);
  }
}
