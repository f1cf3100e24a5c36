package unroll.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unroll.config.InvalidKeyException;
import unroll.config.UserException;
import unroll.data.PublishedData;

class DigitScenesTest {
  private static final List<String> WORDS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  @TempDir private Path folder;

  /** Digit {@code i} is a square of level {@code 50 + i}, so a scene tells which it is made of. */
  @Test
  void theCaptionFollowsFromWhichDigitsStandWhere() throws IOException {
    Digits digits = IdxFiles.digits(folder, 100, 28);
    for (CaptionedImage scene : new DigitScenes(40, 14).compose(digits, 0, 100, 400, 1)) {
      TreeMap<Integer, double[]> middles = middles(scene.image());
      int pixels = 0;
      for (float pixel : scene.image().pixels()) {
        pixels += pixel > 0 ? 1 : 0;
      }
      assertEquals(0, pixels % (14 * 14), "digits lie within the scene, none over another");
      if (pixels == 14 * 14) {
        assertEquals(alone(middles), scene.caption());
      } else if (middles.size() == 2) {
        assertEquals(pair(middles), scene.caption());
      }
    }
  }

  private static String alone(TreeMap<Integer, double[]> middles) {
    double row = middles.firstEntry().getValue()[0];
    double column = middles.firstEntry().getValue()[1];
    String where =
        Math.abs(row - 20) < 5
            ? "in the center"
            : "at the " + (row < 20 ? "top" : "bottom") + (column < 20 ? " left" : " right");
    return WORDS.get(middles.firstKey() % 10) + " " + where;
  }

  private static String pair(TreeMap<Integer, double[]> middles) {
    double[] one = middles.firstEntry().getValue();
    double[] other = middles.lastEntry().getValue();
    boolean vertical = Math.abs(one[0] - other[0]) > Math.abs(one[1] - other[1]);
    int axis = vertical ? 0 : 1;
    boolean oneFirst = one[axis] < other[axis];
    int first = oneFirst ? middles.firstKey() : middles.lastKey();
    int second = oneFirst ? middles.lastKey() : middles.firstKey();
    return WORDS.get(first % 10) + (vertical ? " above " : " left of ") + WORDS.get(second % 10);
  }

  /** Digit to the middle of its pixels: row, column. */
  private static TreeMap<Integer, double[]> middles(Image image) {
    TreeMap<Integer, double[]> sums = new TreeMap<>();
    for (int row = 0; row < image.shape().height(); row++) {
      for (int column = 0; column < image.shape().width(); column++) {
        int level = Math.round(255 * image.at(0, row, column));
        if (level > 0) {
          double[] sum = sums.computeIfAbsent(level - 50, digit -> new double[3]);
          sum[0] += row + 0.5;
          sum[1] += column + 0.5;
          sum[2]++;
        }
      }
    }
    sums.values()
        .forEach(
            sum -> {
              sum[0] /= sum[2];
              sum[1] /= sum[2];
            });
    return sums;
  }

  @Test
  void onlyDigitsOfTheRangeAreSeenAndAllOfThem() throws IOException {
    Digits digits = IdxFiles.digits(folder, 60, 28);
    Set<Integer> seen = new TreeSet<>();
    for (CaptionedImage scene : new DigitScenes(28, 14).compose(digits, 20, 45, 500, 3)) {
      seen.addAll(middles(scene.image()).keySet());
    }
    assertEquals(20, seen.iterator().next());
    assertEquals(25, seen.size(), seen.toString());
  }

  @Test
  void everyCaptionOfTheGrammarComesUpAndNoOther() throws IOException {
    Digits digits = IdxFiles.digits(folder, 20, 8);
    Set<String> composed =
        new DigitScenes(16, 8)
            .compose(digits, 0, 20, 8000, 9).stream()
                .map(CaptionedImage::caption)
                .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(DigitScenes.captions(), List.copyOf(composed));
    assertEquals(250, composed.size());
    assertTrue(composed.contains("three above seven"));
    assertTrue(composed.contains("four at the top left"));
  }

  @Test
  void theSameSeedGivesTheSameBits() throws IOException {
    Digits digits = IdxFiles.digits(folder, 50, 28);
    DigitScenes scenes = new DigitScenes(32, 14);
    List<CaptionedImage> one = scenes.compose(digits, 0, 50, 20, 4);
    List<CaptionedImage> same = scenes.compose(digits, 0, 50, 30, 4);
    for (int i = 0; i < 20; i++) {
      assertEquals(one.get(i).caption(), same.get(i).caption());
      assertArrayEquals(one.get(i).image().pixels(), same.get(i).image().pixels());
    }
  }

  @Test
  void sizesAndRangesThatMakeNoSenseAreRefused() throws IOException {
    Digits digits = IdxFiles.digits(folder, 20, 8);
    InvalidKeyException tooLarge =
        assertThrows(InvalidKeyException.class, () -> new DigitScenes(32, 17));
    assertEquals("digit-size", tooLarge.key());
    assertEquals("expected 8 to 16, half of the size, found 17", tooLarge.getMessage());
    assertThrows(InvalidKeyException.class, () -> new DigitScenes(15, 8));
    DigitScenes scenes = new DigitScenes(16, 8);
    assertThrows(IndexOutOfBoundsException.class, () -> scenes.compose(digits, 0, 21, 5, 1));
    assertThrows(IllegalArgumentException.class, () -> scenes.compose(digits, 7, 7, 5, 1));
  }

  @Test
  void filesThatDoNotGoTogetherAreRefused() throws IOException {
    Path images = folder.resolve("images");
    Path labels = folder.resolve("labels");
    IdxFiles.write(images, 0x803, new int[] {2, 1, 1}, new byte[2]);
    IdxFiles.write(labels, 0x801, new int[] {3}, new byte[3]);
    assertEquals(
        labels + ": has 3 labels; expected 2, one for each image of " + images,
        refusal(images, labels));

    IdxFiles.write(labels, 0x801, new int[] {2}, new byte[] {9, (byte) 200});
    assertEquals(labels + ": label 200 of digit 1; expected 0 to 9", refusal(images, labels));

    IdxFiles.write(images, 0x803, new int[] {2, 1, 1025}, new byte[2050]);
    IdxFiles.write(labels, 0x801, new int[] {2}, new byte[2]);
    assertEquals(
        images + ": digits of 1 x 1025 pixels; expected at most 1024 along a side",
        refusal(images, labels));
  }

  private static String refusal(Path images, Path labels) {
    return assertThrows(UserException.class, () -> Digits.read(images, labels)).getMessage();
  }

  @Test
  void theTestSetOfMnistIsReadAndHalvedByMeans() {
    Optional<Path> mnist = PublishedData.folder().map(data -> data.resolve("mnist-t10k"));
    Assumptions.assumeTrue(mnist.filter(Files::isDirectory).isPresent(), "no mnist-t10k here");
    Digits digits =
        Digits.read(
            mnist.orElseThrow().resolve("t10k-images-idx3-ubyte.gz"),
            mnist.orElseThrow().resolve("t10k-labels-idx1-ubyte.gz"));

    assertEquals(10_000, digits.count());
    assertEquals(
        List.of(7, 2, 1, 0, 4), List.of(0, 1, 2, 3, 4).stream().map(digits::label).toList());
    Image whole = digits.image(0, 28);
    Image half = digits.image(0, 14);
    for (int row = 0; row < 14; row++) {
      for (int column = 0; column < 14; column++) {
        float sum =
            whole.at(0, 2 * row, 2 * column)
                + whole.at(0, 2 * row, 2 * column + 1)
                + whole.at(0, 2 * row + 1, 2 * column)
                + whole.at(0, 2 * row + 1, 2 * column + 1);
        assertEquals(sum / 4, half.at(0, row, column), 1e-6f);
      }
    }
  }
}
