package unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.config.ConfigException;
import unroll.config.ConfigReader;
import unroll.experiment.ExperimentConfig;

/** The encoder of frames as a configuration file writes it. */
class FrameEncoderTest {
  private static FrameEncoder read(String keys) {
    String text =
        "{name: x, task: {type: character-language-model, text: hello},\nnetwork: {encoder: {"
            + keys
            + "}}}";
    return new ConfigReader<>(ExperimentConfig.class)
        .readText("test.yaml", text)
        .network()
        .encoder();
  }

  @Test
  void aConvolutionNeedsOnlyItsFilters() {
    FrameEncoder encoder =
        read("convolutions: [{filters: 16}, {filters: 32, size: 5, pool: 1}], hidden: [64, 8]");
    assertEquals(
        List.of(new FrameEncoder.Convolution(16, 3, 2), new FrameEncoder.Convolution(32, 5, 1)),
        encoder.convolutions());
    assertEquals(List.of(64, 8), encoder.hidden());
  }

  @Test
  void aFrameIsOnlyProjectedWhereNothingIsSaid() {
    assertTrue(read("").isPlain());
    assertFalse(read("hidden: [1]").isPlain());
    assertFalse(read("convolutions: [{filters: 1}]").isPlain());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "convolutions: [{filters: 4, size: 2}] |"
            + " convolutions[0].size: expected an odd number, found 2",
        "convolutions: [{filters: 4}, {size: 5}] |"
            + " convolutions[1].filters: missing; expected number of filters",
        "convolutions: [{filters: 0}] | convolutions[0].filters: must be at least 1, found 0",
        "convolutions: [{filters: 4097}] |"
            + " convolutions[0].filters: must be at most 4096, found 4097",
        "convolutions: [{filters: 4, size: 33}] |"
            + " convolutions[0].size: must be at most 31, found 33",
        "convolutions: [{filters: 4, pool: 0}] |"
            + " convolutions[0].pool: must be at least 1, found 0",
        "convolutions: [{filters: 4, pools: 2}] |"
            + " convolutions[0].pools: unknown key; did you mean"
            + " network.encoder.convolutions[0].pool?",
        "convolutions: 16 | convolutions: expected a list [...], found 16",
        "convolutions: [16] | convolutions[0]: expected keys and values, found 16",
        "hidden: [8, 0] | hidden: expected units from 1 to 65,536, found 0",
        "hidden: [8, -2] | hidden: expected units from 1 to 65,536, found -2",
        "hidden: [8.5] | hidden[0]: expected a whole number, found 8.5",
        "layers: [8] | layers: unknown key; expected convolutions, hidden"
      })
  void aMistakeIsNamedWithItsLineAndItsKey(String keys, String message) {
    assertEquals(
        "test.yaml:2: network.encoder." + message,
        assertThrows(ConfigException.class, () -> read(keys)).getMessage());
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    List<ConfigException.Problem> problems =
        assertThrows(
                ConfigException.class,
                () -> read("convolutions: [{filters: 4, size: 4}, {filters: 0}], hidden: [x]"))
            .problems();
    assertEquals(
        List.of(
            "network.encoder.convolutions[0].size",
            "network.encoder.convolutions[1].filters",
            "network.encoder.hidden[0]"),
        problems.stream().map(ConfigException.Problem::key).toList());
  }
}
