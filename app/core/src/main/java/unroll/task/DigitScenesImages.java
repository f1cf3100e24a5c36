package unroll.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.UserException;
import unroll.data.image.DigitScenes;
import unroll.data.image.Digits;
import unroll.data.image.ImageShape;

/**
 * Scenes composed of handwritten digits; no digit stands in scenes of two splits. The training
 * digits come first in the file, those of the test last.
 */
public record DigitScenesImages(
    @Key(
            doc =
                "an IDX file of digits as MNIST has it, plain or .gz: a path from this file's"
                    + " folder, or data:SET/FILE",
            example = "data:mnist-t10k/t10k-images-idx3-ubyte")
        String images,
    @Key(
            doc = "the IDX file of what these digits are",
            example = "data:mnist-t10k/t10k-labels-idx1-ubyte")
        String labels,
    @Key(doc = "scenes to train on", byDefault = "10000", min = 1, max = 10000000) int count,
    @Key(doc = "scenes to validate on; 0: none", byDefault = "1000", min = 0, max = 1000000)
        int validationCount,
    @Key(doc = "scenes to test on; 0: none", byDefault = "1000", min = 0, max = 1000000)
        int testCount,
    @Key(
            doc = "share of the digits that stand in validation scenes only",
            byDefault = "0.15",
            min = 0,
            below = 1)
        double validationFraction,
    @Key(
            doc = "share of the digits that stand in test scenes only",
            byDefault = "0.15",
            min = 0,
            below = 1)
        double testFraction,
    @Key(
            doc = "rows and columns of a scene",
            byDefault = "28",
            min = 2 * DigitScenes.SMALLEST_DIGIT,
            max = DigitScenes.LARGEST)
        int size,
    @Key(
            doc = "rows and columns of a digit in it, at most half of the size",
            byDefault = "14",
            min = DigitScenes.SMALLEST_DIGIT)
        int digitSize,
    @Key(doc = "the scenes follow from it", byDefault = "1") long seed)
    implements CaptionImages {

  public DigitScenesImages {
    new DigitScenes(size, digitSize);
    if (validationFraction + testFraction >= 1) {
      throw new InvalidKeyException(
          "test-fraction", "nothing is left to train on: the fractions add up to 1 or more");
    }
  }

  @Override
  public ImageShape shape() {
    return new DigitScenes(size, digitSize).shape();
  }

  @Override
  public DigitScenesImages withFilesIn(Path folder) {
    return new DigitScenesImages(
        FileReference.in(folder, images),
        FileReference.in(folder, labels),
        count,
        validationCount,
        testCount,
        validationFraction,
        testFraction,
        size,
        digitSize,
        seed);
  }

  /** Digits from one to before another. */
  private record Range(int from, int to) {
    int count() {
      return to - from;
    }
  }

  @Override
  public CaptionedSplits load(Function<String, Path> files, long trainingSeed) {
    Path imageFile = files.apply(images);
    Path labelFile = files.apply(labels);
    Digits digits = Digits.read(imageFile, labelFile);
    Map<String, Range> ranges = ranges(digits.count());
    requireDigits("training", count, ranges, imageFile);
    requireDigits("validation", validationCount, ranges, imageFile);
    requireDigits("test", testCount, ranges, imageFile);
    DigitScenes scenes = new DigitScenes(size, digitSize);
    String note =
        "digits: %,d in training scenes, %,d others in validation scenes, %,d others in test scenes"
            .formatted(
                ranges.get("training").count(),
                ranges.get("validation").count(),
                ranges.get("test").count());
    return new SceneSplits(count, validationCount, testCount, seed)
        .draw(
            (split, many, splitSeed) -> {
              Range range = ranges.get(split);
              return scenes.compose(digits, range.from(), range.to(), many, splitSeed);
            },
            List.of(imageFile, labelFile),
            List.of(note));
  }

  private Map<String, Range> ranges(int digits) {
    int validation = (int) (digits * validationFraction);
    int test = (int) (digits * testFraction);
    int training = digits - validation - test;
    Map<String, Range> ranges = new LinkedHashMap<>();
    ranges.put("training", new Range(0, training));
    ranges.put("validation", new Range(training, training + validation));
    ranges.put("test", new Range(training + validation, digits));
    return ranges;
  }

  private static void requireDigits(
      String split, int scenes, Map<String, Range> ranges, Path imageFile) {
    if (scenes > 0 && ranges.get(split).count() == 0) {
      throw new UserException(
          ("%s: task.images.%s-fraction leaves no digit for the %d scenes of that split;"
                  + " give a larger one")
              .formatted(imageFile, split, scenes));
    }
  }
}
