package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.UserException;
import unroll.data.image.CaptionedImage;
import unroll.data.image.ImageFolder;
import unroll.data.image.ImageShape;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextUnit;

/** PNG and JPEG files of a folder; all captions of an image are in one split. */
public record FolderImages(
    @Key(
            doc = "the folder of the images: a path from this file's folder, or data:SET/FOLDER",
            example = "images")
        String folder,
    @Key(
            doc =
                "a file with an image's path in that folder, a tab and a caption on every line: a"
                    + " path from this file's folder, or data:SET/FILE",
            example = "captions.tsv")
        String captions,
    @Key(
            doc = "rows that every image is brought to",
            byDefault = "64",
            min = 1,
            max = ImageShape.LONGEST_SIDE)
        int height,
    @Key(
            doc = "columns that every image is brought to",
            byDefault = "64",
            min = 1,
            max = ImageShape.LONGEST_SIDE)
        int width,
    @Key(doc = "3: red, green and blue; 1: gray", byDefault = "3", min = 1, max = 3) int channels,
    @Key(
            doc = "share of the images to validate on, drawn at random",
            byDefault = "0.1",
            min = 0,
            below = 1)
        double validationFraction,
    @Key(
            doc = "share of the images to test on, drawn at random",
            byDefault = "0.0",
            min = 0,
            below = 1)
        double testFraction)
    implements CaptionImages {

  public FolderImages {
    new ImageShape(channels, height, width);
    if (validationFraction + testFraction >= 1) {
      throw new InvalidKeyException(
          "test-fraction", "nothing is left to train on: the fractions add up to 1 or more");
    }
  }

  @Override
  public ImageShape shape() {
    return new ImageShape(channels, height, width);
  }

  @Override
  public FolderImages withFilesIn(Path configFolder) {
    return new FolderImages(
        FileReference.in(configFolder, folder),
        FileReference.in(configFolder, captions),
        height,
        width,
        channels,
        validationFraction,
        testFraction);
  }

  @Override
  public CaptionedSplits load(Function<String, Path> files, long seed) {
    Path images = files.apply(folder);
    Path file = files.apply(captions);
    List<CaptionedImage> captioned = new ImageFolder(images, file, shape()).read();
    requireWords(captioned, file);
    List<String> names = captioned.stream().map(CaptionedImage::name).distinct().toList();
    Map<String, String> splitOf = deal(names, file, new Random(seed));
    Map<String, List<CaptionedImage>> splits = new LinkedHashMap<>();
    for (String split : List.of("training", "validation", "test")) {
      List<CaptionedImage> part =
          captioned.stream().filter(image -> splitOf.get(image.name()).equals(split)).toList();
      if (!part.isEmpty()) {
        splits.put(split, part);
      }
    }
    List<Path> read =
        Stream.concat(Stream.of(file), names.stream().map(images::resolve))
            .collect(Collectors.toUnmodifiableList());
    return new CaptionedSplits(splits, read, List.of());
  }

  /** Captions are in the order of their lines. */
  private static void requireWords(List<CaptionedImage> captioned, Path file) {
    TextSplitter splitter = TextSplitter.learn(TextUnit.WORD, false, 0, List.of());
    for (int line = 0; line < captioned.size(); line++) {
      try {
        if (splitter.split(captioned.get(line).caption()).isEmpty()) {
          throw new UserException("has a caption without a word");
        }
      } catch (UserException e) {
        throw new UserException("%s:%d: %s".formatted(file, line + 1, e.getMessage()), e);
      }
    }
  }

  /** The split of every image. */
  private Map<String, String> deal(List<String> names, Path file, Random random) {
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, random);
    int test = part("test", testFraction, names.size(), file);
    int heldBack = test + part("validation", validationFraction, names.size(), file);
    Map<String, String> splitOf = new HashMap<>();
    for (int i = 0; i < shuffled.size(); i++) {
      splitOf.put(shuffled.get(i), i < test ? "test" : i < heldBack ? "validation" : "training");
    }
    return splitOf;
  }

  private static int part(String split, double fraction, int images, Path file) {
    int part = (int) (fraction * images);
    if (fraction > 0 && part == 0) {
      throw new UserException(
          ("%s: names %d images; a task.images.%s-fraction of %s of them is none; give more images"
                  + " or a larger fraction")
              .formatted(file, images, split, fraction));
    }
    return part;
  }
}
