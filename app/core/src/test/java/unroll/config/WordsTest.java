package unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private static final List<String> KEYS =
      List.of("epochs", "batch-size", "sequence-length", "seed", "schedule");

  @ParameterizedTest
  @CsvSource({
    "seed, seed",
    "learningRate, learning-rate",
    "CharacterLanguageModel, character-language-model",
    "beta1Decay, beta1-decay",
    "beta1, beta1",
  })
  void javaNamesBecomeKebabCase(String javaName, String expected) {
    assertEquals(expected, Words.kebabCase(javaName));
  }

  @Test
  void enumConstantsBecomeKebabCase() {
    assertEquals("dark-red", Words.kebabCase(SampleConfig.Color.DARK_RED));
    assertEquals("blue", Words.kebabCase(SampleConfig.Color.BLUE));
  }

  @Test
  void oneThingHasNoPlural() {
    assertEquals("1 unit", Words.counted(1, "unit"));
    assertEquals("0 units", Words.counted(0, "unit"));
    assertEquals("2,000 units", Words.counted(2000, "unit"));
  }

  @ParameterizedTest
  @CsvSource({
    "epoch, epochs",
    "EPOCHS, epochs",
    "batch_size, batch-size",
    "batchSize, batch-size",
    "Batch_Sizes, batch-size",
    "sequense-lenght, sequence-length",
    "sed, seed",
    "shedule, schedule",
  })
  void aSlipHasANearestWord(String slip, String expected) {
    assertEquals(Optional.of(expected), Words.nearest(slip, KEYS));
  }

  @Test
  void underscoresStandForHyphens() {
    List<String> keys = List.of("a-b-c-d", "a-b-c");

    assertEquals(Optional.of("a-b-c-d"), Words.nearest("A_B_C_D", keys));
  }

  @ParameterizedTest
  @CsvSource({"temperature", "x", "learning-rate", "batch"})
  void anotherWordHasNone(String word) {
    assertEquals(Optional.empty(), Words.nearest(word, KEYS));
  }

  @Test
  void theNearestOfSeveralIsTaken() {
    assertEquals(Optional.of("beta2"), Words.nearest("bta2", List.of("beta1", "beta2", "beta")));
    assertEquals(Optional.empty(), Words.nearest("beta", List.of()));
  }

  @Test
  void theHintNamesTheNearestWordAndAllWords() {
    assertEquals(
        "did you mean blue? expected red, blue", Words.hint("bleu", List.of("red", "blue")));
    assertEquals("expected red, blue", Words.hint("yellow", List.of("red", "blue")));
  }

  @Test
  void aLongWordIsNoSlipAndIsNotCompared() {
    List<String> words = IntStream.range(0, 20_000).mapToObj(i -> "a".repeat(900) + i).toList();
    assertTimeout(
        Duration.ofSeconds(5),
        () -> assertEquals(Optional.empty(), Words.nearest("a".repeat(1000), words)));
    assertTimeout(
        Duration.ofSeconds(5),
        () -> assertEquals(Optional.empty(), Words.nearest("\u03a3".repeat(1 << 20), words)));
  }
}
