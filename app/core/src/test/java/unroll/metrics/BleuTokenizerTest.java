package unroll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BleuTokenizerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Hello, world!|Hello , world !",
        "It's 3.5 or 1,000.|It's 3.5 or 1,000 .",
        "a.b,c|a . b , c",
        "5. 5,a .5|5 . 5 , a . 5",
        "a..b ...|a . . b . . .",
        "a...5 a..5|a . . . 5 a . .5",
        ".5 .5|. 5 . 5",
        "well-known 10-15 -3|well-known 10 - 15 -3",
        "(a/b) \"c\" $5 100%|( a / b ) \" c \" $ 5 100 %",
        "&quot;a&quot; &lt;b&gt; &amp;lt; c&d|\" a \" < b > < c & d",
        "a<skipped>b|ab",
        "한국어, 좋다.|한국어 , 좋다 .",
        "“a” – b…|“a” – b…",
        "1\u0662.\u0662|1\u0662 . \u0662",
      })
  void mtevalSplitsPunctuationOff(String text, String tokens) {
    assertEquals(List.of(tokens.split(" ")), BleuTokenizer.MTEVAL_13A.tokens(text));
  }

  @Test
  void mtevalJoinsWordsPartedAtLineEnds() {
    assertEquals(List.of("unbroken", "line"), BleuTokenizer.MTEVAL_13A.tokens("un-\nbroken\nline"));
    assertEquals(List.of("un-"), BleuTokenizer.MTEVAL_13A.tokens("un-\n "));
  }

  @Test
  void charactersAreCodePointsButWhiteSpace() {
    assertEquals(
        List.of("한", "🙂", "e", "\u0301", "."),
        BleuTokenizer.CHARACTER.tokens(" 한🙂\t\u00A0e\u0301\u3000.\n"));
  }

  @Test
  void noneSplitsAtWhiteSpaceOnly() {
    assertEquals(
        List.of("a,b", ".", "c"), BleuTokenizer.NONE.tokens("\u2003a,b\u0085.\u00A0\r\nc\u001C"));
    assertEquals(List.of("a\u200Bb"), BleuTokenizer.NONE.tokens("a\u200Bb"));
  }

  @ParameterizedTest
  @EnumSource
  void aTextOfWhiteSpaceHasNoToken(BleuTokenizer tokenizer) {
    assertEquals(List.of(), tokenizer.tokens(""));
    assertEquals(List.of(), tokenizer.tokens(" \t\n\u00A0\u3000"));
  }

  @ParameterizedTest
  @EnumSource
  void aLongLineTakesTimeInProportion(BleuTokenizer tokenizer) {
    for (String piece : List.of(".", " ", "-\n", "9-", "&amp;", "<skipped", "a.,1")) {
      String line = piece.repeat(30_000);
      assertTimeoutPreemptively(Duration.ofSeconds(5), () -> tokenizer.tokens(line), piece);
    }
  }
}
