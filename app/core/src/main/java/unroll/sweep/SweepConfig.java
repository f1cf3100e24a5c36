package unroll.sweep;

import java.nio.file.Path;
import unroll.config.ConfigNode;
import unroll.config.ConfigReader;
import unroll.config.InvalidKeyException;
import unroll.config.Key;

/** The whole of a sweep's file: an experiment, and what of it varies. */
public record SweepConfig(
    @Key(doc = "name of the sweep and of its folder; null: that of the file", byDefault = "null")
        String name,
    @Key(
            doc = "the experiment: a file, relative to the sweep's folder, or its keys",
            example = "my-experiment.yaml")
        ConfigNode config,
    @Key(
            doc =
                "dotted keys of the experiment: a list of values to try, one value for all members,"
                    + " or what random values are drawn from",
            byDefault = "{}")
        ConfigNode set,
    @Key(
            doc = "how many random values of each key are drawn; goes with keys that draw them",
            byDefault = "null",
            min = 1,
            max = 10_000)
        Integer draws,
    @Key(
            doc =
                "how often each combination is trained: a number of seeds, from training.seed on, or"
                    + " a list of them",
            byDefault = "1")
        ConfigNode seeds,
    @Key(
            doc =
                "split and metric that rank, such as validation accuracy; null: the validation figure"
                    + " that training.best-by names",
            byDefault = "null")
        String rankBy,
    @Key(doc = "the draws follow from it", byDefault = "1") long drawSeed) {

  public SweepConfig {
    if (name != null && !name.matches("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*")) {
      throw new InvalidKeyException(
          "name", "expected letters, digits, dots, hyphens and underscores, found " + name);
    }
  }

  /**
   * @throws unroll.config.UserException naming every mistake in the sweep's own keys
   */
  static SweepConfig read(Path file) {
    return new ConfigReader<>(SweepConfig.class).read(ConfigNode.ofFile(file));
  }
}
