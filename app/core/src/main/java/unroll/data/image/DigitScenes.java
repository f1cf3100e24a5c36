package unroll.data.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import unroll.config.InvalidKeyException;

/**
 * Scenes of one or two handwritten digits on black, each with the one caption that its picture
 * calls for. Gray.
 *
 * <pre>
 * caption  = digit place                one digit, in a third of the scenes
 *          | digit relation digit       two
 * digit    = "zero" | "one" | ... | "nine"
 * place    = "at the top left" | "at the top right" | "in the center"
 *          | "at the bottom left" | "at the bottom right"
 * relation = "above" | "left of"
 * </pre>
 *
 * <p>That is 50 + 200 = 250 captions of 3 to 5 words. As with {@link RenderedScenes}, the greater
 * of the vertical and the horizontal distance decides, and the upper or left digit is named first.
 *
 * @param size pixels along a side of a scene
 * @param digitSize pixels along a side of a digit in it, at most half of {@code size}
 */
public record DigitScenes(int size, int digitSize) {
  /** Below it, digits cannot be read. */
  public static final int SMALLEST_DIGIT = 8;

  /** Pixels along a side that a scene may have. */
  public static final int LARGEST = 512;

  private static final List<String> WORDS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  /**
   * @throws InvalidKeyException if a size is too small or too large, or two digits have no room
   */
  public DigitScenes {
    if (size < 2 * SMALLEST_DIGIT || size > LARGEST) {
      throw new InvalidKeyException(
          "size", "expected " + 2 * SMALLEST_DIGIT + " to " + LARGEST + ", found " + size);
    }
    if (digitSize < SMALLEST_DIGIT || digitSize > size / 2) {
      throw new InvalidKeyException(
          "digit-size",
          "expected %d to %d, half of the size, found %d"
              .formatted(SMALLEST_DIGIT, size / 2, digitSize));
    }
  }

  public ImageShape shape() {
    return new ImageShape(1, size, size);
  }

  /**
   * Composes scenes of the digits from {@code from} to before {@code to} and no others: with ranges
   * that do not overlap, no digit of one set of scenes is seen in another.
   *
   * @param count how many; the first of a larger count are the same scenes
   * @param seed everything random follows from it, to the bit on every machine
   * @throws IllegalArgumentException if the range or the count is empty
   * @throws unroll.config.UserException if they do not fit into memory
   */
  public List<CaptionedImage> compose(Digits digits, int from, int to, int count, long seed) {
    Objects.checkFromToIndex(from, to, digits.count());
    if (from == to || count < 1) {
      throw new IllegalArgumentException("no scenes of digits " + from + " to " + to);
    }
    ImageMemory.require("digit scenes", count, shape());
    Random random = new Random(seed);
    Arrangement arrangement = new Arrangement(random);
    List<CaptionedImage> scenes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int first = from + random.nextInt(to - from);
      int second = from + random.nextInt(to - from);
      String name = "scene-" + i;
      scenes.add(
          random.nextInt(3) == 0
              ? alone(name, digits, first, arrangement, random)
              : pair(name, digits, first, second, arrangement, random));
    }
    return scenes;
  }

  private CaptionedImage alone(
      String name, Digits digits, int digit, Arrangement arrangement, Random random) {
    Place place = Place.values()[random.nextInt(Place.values().length)];
    Canvas canvas = new Canvas(shape());
    paste(canvas, digits, digit, arrangement.at(place));
    return new CaptionedImage(
        name, canvas.image(), WORDS.get(digits.label(digit)) + " " + place.words());
  }

  private CaptionedImage pair(
      String name, Digits digits, int first, int second, Arrangement arrangement, Random random) {
    Relation relation = Relation.values()[random.nextInt(Relation.values().length)];
    List<Spot> spots = arrangement.pair(relation, (double) digitSize / (size - digitSize));
    Canvas canvas = new Canvas(shape());
    paste(canvas, digits, first, spots.get(0));
    paste(canvas, digits, second, spots.get(1));
    String caption =
        "%s %s %s"
            .formatted(
                WORDS.get(digits.label(first)), relation.words(), WORDS.get(digits.label(second)));
    return new CaptionedImage(name, canvas.image(), caption);
  }

  private void paste(Canvas canvas, Digits digits, int digit, Spot spot) {
    canvas.paste(
        digits.image(digit, digitSize),
        (int) Math.round(spot.y() * (size - digitSize)),
        (int) Math.round(spot.x() * (size - digitSize)));
  }

  /** Every caption there is, in alphabetical order. */
  public static List<String> captions() {
    return WORDS.stream()
        .flatMap(
            first ->
                Stream.concat(
                    Stream.of(Place.values()).map(place -> first + " " + place.words()),
                    Stream.of(Relation.values())
                        .flatMap(
                            relation ->
                                WORDS.stream()
                                    .map(second -> first + " " + relation.words() + " " + second))))
        .sorted()
        .toList();
  }
}
