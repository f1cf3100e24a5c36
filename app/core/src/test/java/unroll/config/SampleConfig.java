package unroll.config;

import java.util.List;

/** A configuration with every kind of key there is. */
record SampleConfig(
    @Key(doc = "name of the sample", example = "my-sample") String name,
    @Key(doc = "passes over the data", byDefault = "10", min = 1, max = 1000) int epochs,
    @Key(doc = "everything random follows from it", byDefault = "1") long seed,
    @Key(doc = "share left out", byDefault = "0.1", min = 0, below = 1) double leftOutFraction,
    @Key(doc = "size of a step", byDefault = "1e-3", above = 0, max = 10) double stepSize,
    @Key(doc = "whether to tell more", byDefault = "false") boolean verbose,
    @Key(doc = "a remark", byDefault = "null") String note,
    @Key(doc = "most steps", byDefault = "null", min = 0) Integer limit,
    @Key(doc = "where to cut", byDefault = "null") Double threshold,
    @Key(doc = "color of the curve", byDefault = "dark-red") Color color,
    @Key(
            doc = "language of the text",
            byDefault = "en",
            oneOf = {"en", "ko", "other"})
        String language,
    @Key(doc = "units of each layer", byDefault = "[8, 4]") List<Integer> sizes,
    @Key(doc = "words to skip", byDefault = "[]") List<String> words,
    @Key(doc = "colors to mix", byDefault = "[blue]") List<Color> palette,
    @Key(doc = "how to step", byDefault = "plain") StepRule rule,
    @Key(doc = "what to keep", byDefault = "{}") Range range,
    @Key(doc = "layers with their sizes", byDefault = "[]") List<Layer> layers) {

  /** An enum whose constants have bodies, as such ones are sealed types as well. */
  enum Color {
    DARK_RED {
      @Override
      boolean isDark() {
        return true;
      }
    },
    BLUE,
    LIGHT_GREEN;

    boolean isDark() {
      return false;
    }
  }

  record Range(
      @Key(doc = "smallest value", byDefault = "0") int least,
      @Key(doc = "largest value", byDefault = "100") int most) {
    Range {
      if (least > most) {
        throw new InvalidKeyException("least", "is above most: " + least + " > " + most);
      }
    }
  }

  record Layer(
      @Key(doc = "units of the layer", min = 1, example = "1") int units,
      @Key(doc = "kernel widths", byDefault = "[3]") List<Integer> widths) {}

  /** What a file with nothing but the name reads to. */
  static SampleConfig defaults(String name) {
    return new SampleConfig(
        name,
        10,
        1,
        0.1,
        1e-3,
        false,
        null,
        null,
        null,
        Color.DARK_RED,
        "en",
        List.of(8, 4),
        List.of(),
        List.of(Color.BLUE),
        new StepRule.PlainRule(0.1),
        new Range(0, 100),
        List.of());
  }
}
