package unroll.data.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.data.PublishedData;

class WordSplitterTest {
  private final TextSplitter splitter = new WordSplitter(false);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "He said: \"Hi, you!\"       | He said ￭: \"￭ Hi ￭, you ￭! ￭\"",
        "(isn't it?)                 | (￭ isn't it ￭? ￭)",
        "the girls' o\u2019clock     | the girls ￭' o\u2019clock",
        "a red-haired, well-to-do    | a red-haired ￭, well-to-do",
        "3.5 and 1,000 at 10:30.     | 3.5 and 1,000 at 10:30 ￭.",
        "Wait... what?!!             | Wait ￭... what ￭? ￭!!",
        "a - b -- c                  | a - b -- c",
        "a--b                        | a ￭--￭ b",
        "-5 % of $20, 20%            | -￭ 5 % of $￭ 20 ￭, 20 ￭%",
        "R&B and/or x_1              | R ￭&￭ B and ￭/￭ or x_1",
        "U.S. e.g. 5.                | U ￭.￭ S ￭. e ￭.￭ g ￭. 5 ￭.",
        "Stein &amp; Ziegel          | Stein &￭ amp ￭; Ziegel",
        "einer „BBQ“-Reklame         | einer „￭ BBQ ￭“ ￭-￭ Reklame",
        "더빙.. 진짜 재미없다.평점   | 더빙 ￭.. 진짜 재미없다 ￭.￭ 평점",
        "진짜짱이다♥♥ ^^ ㅋㅋㅋ     | 진짜짱이다 ￭♥♥ ^^ ㅋㅋㅋ",
        "שלום, (עולם)!               | שלום ￭, (￭ עולם ￭) ￭!",
        "می\u200Cخواهم؟              | می\u200Cخواهم ￭؟",
        "C:\\x \\                    | C ￭: ￭\\\\￭ x \\\\",
        "a\uFFED \uFFED              | a ￭\\\uFFED \\\uFFED",
        "a <end> b                   | a <￭ end ￭> b",
      })
  void punctuationIsCutOffAndSaysWhereItTouches(String text, String pieces) {
    assertEquals(pieces, String.join(" ", splitter.split(text)));
    assertEquals(text, splitter.join(splitter.split(text)));
  }

  @Test
  void anEmojiIsOneSymbolWithAllThatBelongsToIt() {
    String technologist = "\uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDCBB";
    String rainbow = "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08";
    String korea = "\uD83C\uDDF0\uD83C\uDDF7";
    String scotland =
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F";
    String newer = "\uD83E\uDEE0";
    String text =
        "hi" + technologist + korea + korea + rainbow + " " + scotland + newer + "1\uFE0F\u20E3";

    assertEquals(
        List.of(
            "hi",
            "￭" + technologist,
            "￭" + korea + korea,
            "￭" + rainbow,
            scotland,
            "￭" + newer + "￭",
            "1\uFE0F\u20E3"),
        splitter.split(text));
    assertEquals(text, splitter.join(splitter.split(text)));
  }

  @Test
  void marksBelongToThePunctuationTheyStandOn() {
    assertEquals(List.of("a", "￭!\u0316￭", "b"), splitter.split("a!\u0316b"));
    assertEquals(List.of("a", "￭!", "￭!\u0316"), splitter.split("a!!\u0316"));
  }

  @Test
  void piecesThatNoTextGaveAreJoinedToo() {
    assertEquals("a b", splitter.join(List.of("a", "b")));
    assertEquals(", a", splitter.join(List.of("￭,", "a")));
    assertEquals("a (", splitter.join(List.of("a", "(￭")));
    assertEquals("ab", splitter.join(List.of("a", "￭", "￭b")));
    assertEquals("a \\", splitter.join(List.of("a", "\\")));
    assertEquals("a \uFFFD.", splitter.join(List.of("a", "\uFFFD", "￭.")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"val.en.gz", "val.de.gz"})
  void publishedSentencesAreJoinedAsTheyWere(String name) throws IOException {
    Optional<Path> data = PublishedData.folder();
    assumeTrue(data.isPresent(), "the published data sets are not here");
    Path file = data.get().resolve("multi30k").resolve(name);
    assumeTrue(Files.exists(file), "multi30k is not here");

    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> sentences = lines.lines().toList();
      assertTrue(sentences.size() > 1000);
      for (String sentence : sentences) {
        assertEquals(
            AwkwardTexts.withSingleSpaces(sentence), splitter.join(splitter.split(sentence)));
      }
    }
  }
}
