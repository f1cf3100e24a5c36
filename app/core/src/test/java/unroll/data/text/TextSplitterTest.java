package unroll.data.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.UserException;

class TextSplitterTest {
  private static final int LONG = 100_000;

  private static TextSplitter splitter(TextUnit unit) {
    return splitter(unit, false);
  }

  private static TextSplitter splitter(TextUnit unit, boolean lowercase) {
    return TextSplitter.learn(
        unit, lowercase, 50, List.of("the end <end> the end <end> of a<end>", "하나 둘 한국어 한국"));
  }

  private static String kept(TextUnit unit, String text) {
    return switch (unit) {
      case CHARACTER, SYLLABLE -> AwkwardTexts.composed(text);
      case SUBWORD, WORD -> AwkwardTexts.withSingleSpaces(text);
    };
  }

  private static void assertKept(TextUnit unit, TextSplitter splitter, String text) {
    List<String> pieces = splitter.split(text);
    assertEquals(kept(unit, text), splitter.join(pieces), () -> unit + ": " + pieces);
    assertFalse(pieces.contains(""), pieces::toString);
    assertTrue(
        pieces.stream().noneMatch(piece -> piece.matches("(?s).*(<.*[a-z]|[a-z].*<).*")),
        pieces::toString);
  }

  @ParameterizedTest
  @EnumSource
  void joiningGivesTheTextInNormalFormC(TextUnit unit) {
    TextSplitter splitter = splitter(unit);
    Random random = new Random(11);

    for (int i = 0; i < 10_000; i++) {
      assertKept(unit, splitter, AwkwardTexts.draw(random));
    }
  }

  @ParameterizedTest
  @EnumSource
  void joiningATextInSmallLettersGivesTheSmallLetters(TextUnit unit) {
    TextSplitter splitter = splitter(unit, true);
    Random random = new Random(12);

    for (int i = 0; i < 2_000; i++) {
      String text = AwkwardTexts.draw(random);
      String once = splitter.join(splitter.split(text));
      assertEquals(once, splitter.join(splitter.split(once)));
      assertEquals(kept(unit, once), once);
      assertFalse(once.matches("(?s).*[A-Z].*"), once);
    }
  }

  @ParameterizedTest
  @EnumSource
  void textsOfEveryKindAreKept(TextUnit unit) {
    TextSplitter splitter = splitter(unit);
    for (String text :
        List.of(
            "",
            " ",
            " \t\n ",
            "two  spaces   and\ttab\nline\r\n",
            "A \uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDCBB codes \u2764\uFE0F"
                + " \uD83C\uDDF0\uD83C\uDDF7!",
            "cafe\u0301 \u1112\u1161\u11AB",
            "שלום, עולם! مرحبا (بالعالم)",
            "영화 3편을 봤는데 Avengers가 2.5배 재밌음ㅋㅋㅋ...^^",
            "a \uFFED b\uFFED\\ \\\uFFED\uFFED \\\\ c\uFFEDd",
            "\u0301 starts with a mark")) {
      assertKept(unit, splitter, text);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyTextHasNoPieces(TextUnit unit) {
    assertEquals(List.of(), splitter(unit).split(""));
    assertEquals("", splitter(unit).join(List.of()));
  }

  @Test
  void spacesAloneAreNoWords() {
    assertEquals(List.of(), splitter(TextUnit.WORD).split(" \t \u3000\n"));
    assertEquals(List.of(), splitter(TextUnit.SUBWORD).split("  "));
    assertEquals(List.of(" ", "\t", " "), splitter(TextUnit.SYLLABLE).split(" \t "));
  }

  @Test
  void aCharacterIsAJamoOrACodePoint() {
    TextSplitter splitter = splitter(TextUnit.CHARACTER);

    assertEquals(
        List.of("\u1112", "\u1161", "\u11AB", "\u1100", "\u1173", "é", "ㅋ", " ", "A"),
        splitter.split("한그e\u0301ㅋ A"));
    assertEquals("한", splitter.join(List.of("\u1112", "\u1161", "\u11AB")));
  }

  @Test
  void everySyllableIsTakenApartAsUnicodeSays() {
    TextSplitter splitter = splitter(TextUnit.CHARACTER);
    for (int syllable = 0xAC00; syllable <= 0xD7A3; syllable++) {
      String text = Character.toString(syllable);
      List<String> jamo = splitter.split(text);
      assertEquals(Normalizer.normalize(text, Normalizer.Form.NFD), String.join("", jamo));
      assertTrue(jamo.stream().allMatch(letter -> letter.length() == 1), jamo::toString);
    }
  }

  @Test
  void aSyllableIsACodePointOfNormalFormC() {
    assertEquals(
        List.of("한", "국", " ", "é", "\uD83D\uDE00", "x", "\u0316"),
        splitter(TextUnit.SYLLABLE).split("한\u1100\u116E\u11A8 e\u0301\uD83D\uDE00x\u0316"));
  }

  @Test
  void smallLettersAreReadInNormalFormCToo() {
    TextSplitter splitter = splitter(TextUnit.SYLLABLE, true);

    assertEquals(List.of("é", "ß", "σ", "i", "ǰ", "한"), splitter.split("E\u0301ßΣİJ\u030C한"));
    assertEquals(List.of("ab", "￭!"), splitter(TextUnit.WORD, true).split("AB!"));
    assertEquals(List.of("AB", "￭!"), splitter(TextUnit.WORD).split("AB!"));
  }

  @ParameterizedTest
  @EnumSource
  void halfASurrogatePairIsRefused(TextUnit unit) {
    for (String half : List.of("\uD83D", "\uDE00", "\uDE00\uD83D")) {
      UserException e =
          assertThrows(UserException.class, () -> splitter(unit).split("\uD83D\uDE00a" + half));
      assertEquals(
          "half a surrogate pair (U+%04X) at character 3 of a text; expected whole characters"
              .formatted((int) half.charAt(0)),
          e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aThousandMarksInARowAreReadAndMoreAreRefused(TextUnit unit) {
    TextSplitter splitter = splitter(unit);
    String marks = "\u0316\u0301".repeat(500);

    assertKept(unit, splitter, "a" + marks + "b" + marks);
    UserException e =
        assertThrows(UserException.class, () -> splitter.split("a" + marks + "\u0316"));
    assertEquals(
        "more than 1000 combining marks in a row at character 1002 of a text; no script needs"
            + " them",
        e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(30)
  void veryLongWordsAreNotSlow(TextUnit unit) {
    for (String part :
        List.of(
            "a",
            "ab",
            "the end",
            "한",
            "Σ",
            "İ",
            "!",
            "-",
            "a-",
            "a'b.",
            "1,0",
            "\uD83C\uDDF0",
            "\u200D\uD83D\uDCBB",
            "e\u0301",
            "\uFFED\\",
            "<end>",
            "\n")) {
      String text = part.repeat(LONG / part.length());
      TextSplitter splitter = TextSplitter.learn(unit, true, 100, List.of(text));
      String small =
          text.codePoints()
              .map(Character::toLowerCase)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());

      assertEquals(kept(unit, small), splitter.join(splitter.split(text)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHARACTER", "SYLLABLE", "WORD"})
  void unitsWithoutMergesNeedNoFile(TextUnit unit) {
    TextSplitter splitter = splitter(unit, true);

    assertEquals(Optional.empty(), splitter.toBytes());
    assertEquals(splitter, TextSplitter.read(unit, true, Path.of("none")));
    assertEquals(List.of(), splitter.parts("ab"));
  }
}
