package unroll.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.data.image.CaptionedImage;

/**
 * How many scenes to draw for every split, each from a seed of its own, so that how many one has
 * changes no other.
 *
 * @param validation 0: no such split
 * @param test 0: no such split
 * @param seed of the training scenes
 */
record SceneSplits(int training, int validation, int test, long seed) {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** Draws scenes of a split. */
  @FunctionalInterface
  interface Source {
    List<CaptionedImage> draw(String split, int count, long seed);
  }

  /**
   * Draws all splits.
   *
   * @param files that the source read
   * @param notes what a person should know of the source
   */
  CaptionedSplits draw(Source source, List<Path> files, List<String> notes) {
    Map<String, List<CaptionedImage>> splits = new LinkedHashMap<>();
    splits.put("training", source.draw("training", training, seed));
    if (validation > 0) {
      splits.put("validation", source.draw("validation", validation, seed + GOLDEN_RATIO));
    }
    if (test > 0) {
      splits.put("test", source.draw("test", test, seed + 2 * GOLDEN_RATIO));
    }
    return new CaptionedSplits(splits, files, notes);
  }
}
