package unroll.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowerCaseTest {
  /** As Python's str.lower has them. */
  @ParameterizedTest
  @CsvSource({
    "ΟΔΟΣ, οδος",
    "ΣΑΣ ΣΑΣ., σας σας.",
    "Σ, σ",
    "ΑΣ-ΑΣ, ας-ας",
    "Α-Σ, α-σ",
    "Α.Σ, α.ς",
    "ΑΣ.Α, ασ.α",
    "ΑΣ'1, ας'1",
    "ΑΣ🙂Α, ας🙂α",
    "ΑΣ\u0301Α, ασ\u0301α",
    "Α\u0301Σ, α\u0301ς",
    "ΑΣʰ, αςʰ",
    "1Σ, 1σ",
    "ΣΣΣ, σσς",
  })
  void aSigmaIsFinalAfterALetterAndBeforeNone(String text, String lower) {
    assertEquals(lower, LowerCase.of(text));
  }

  @Test
  void everyOtherCharacterIsAsJavaHasIt() {
    for (int character = 1; character <= Character.MAX_CODE_POINT; character += 3) {
      if (character != 'Σ') {
        String text = Character.toString(character);
        assertEquals(text.toLowerCase(Locale.ROOT), LowerCase.of(text));
      }
    }
  }

  @Test
  void manySigmasTakeTimeInProportion() {
    for (String piece : new String[] {"Σ", "ΑΣ.", "'Σ", "ΑΣ'''''''''"}) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(5), () -> LowerCase.of(piece.repeat(200_000)), piece);
    }
  }
}
