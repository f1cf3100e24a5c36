package unroll.data.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import unroll.config.InvalidKeyException;

/**
 * Drawn scenes of one to three figures on a dark ground, each with the one caption that its picture
 * calls for, so that a caption is either right or wrong. Red, green and blue.
 *
 * <pre>
 * caption  = "a" thing place                        one figure
 *          | "a" thing relation "a" thing           two that differ in both color and figure
 *          | number thing"s" "in a" line            two or three that differ in neither
 * thing    = color figure
 * color    = "red" | "green" | "blue" | "yellow"
 * figure   = "circle" | "square" | "triangle"
 * place    = "at the top left" | "at the top right" | "in the center"
 *          | "at the bottom left" | "at the bottom right"
 * relation = "above" | "left of"
 * number   = "two" | "three"
 * line     = "row" | "column"
 * </pre>
 *
 * <p>That is 60 + 144 + 48 = 252 captions of 6 to 8 words, from 25 different ones. What makes them
 * unique: the greater of the vertical and the horizontal distance between two figures decides
 * between "above" and "left of" (it is at least twice the smaller one), the upper or left figure is
 * named first; a row runs from left to right, a column from top to bottom. Places, sizes,
 * brightness and ground vary and are not told.
 *
 * @param count how many; the first of a larger count are the same scenes
 * @param size pixels along a side
 * @param seed everything random follows from it, to the bit on every machine
 */
public record RenderedScenes(int count, int size, long seed) {
  /** Below it, figures cannot be told apart. */
  public static final int SMALLEST = 16;

  /** Pixels along a side that a scene may have. */
  public static final int LARGEST = 512;

  /**
   * @throws InvalidKeyException if there is less than one scene, or it is too small or too large
   */
  public RenderedScenes {
    if (count < 1) {
      throw new InvalidKeyException("count", "expected at least 1, found " + count);
    }
    if (size < SMALLEST || size > LARGEST) {
      throw new InvalidKeyException(
          "size", "expected " + SMALLEST + " to " + LARGEST + ", found " + size);
    }
  }

  public ImageShape shape() {
    return new ImageShape(3, size, size);
  }

  /**
   * Draws them.
   *
   * @throws unroll.config.UserException if they do not fit into memory
   */
  public List<CaptionedImage> draw() {
    ImageMemory.require("rendered scenes", count, shape());
    Random random = new Random(seed);
    SceneSource source = new SceneSource(random);
    List<CaptionedImage> drawn = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Scene scene = source.next();
      drawn.add(new CaptionedImage("scene-" + i, picture(scene, random), scene.caption()));
    }
    return drawn;
  }

  private Image picture(Scene scene, Random random) {
    Canvas canvas = new Canvas(shape());
    for (int channel = 0; channel < 3; channel++) {
      canvas.fill(channel, 0.02f + 0.12f * random.nextFloat());
    }
    scene.objects().forEach(canvas::paint);
    return canvas.image();
  }

  /** Every caption there is, in alphabetical order. */
  public static List<String> captions() {
    List<String> captions = new ArrayList<>();
    for (Hue hue : Hue.values()) {
      for (Figure figure : Figure.values()) {
        String thing = hue.word() + " " + figure.word();
        for (Place place : Place.values()) {
          captions.add("a " + thing + " " + place.words());
        }
        for (String number : List.of("two", "three")) {
          captions.add(number + " " + thing + "s in a row");
          captions.add(number + " " + thing + "s in a column");
        }
        for (Relation relation : Relation.values()) {
          others(hue, figure)
              .forEach(other -> captions.add("a " + thing + " " + relation.words() + " " + other));
        }
      }
    }
    return captions.stream().sorted().toList();
  }

  private static Stream<String> others(Hue hue, Figure figure) {
    return Stream.of(Hue.values())
        .filter(other -> other != hue)
        .flatMap(
            other ->
                Stream.of(Figure.values())
                    .filter(another -> another != figure)
                    .map(another -> "a " + other.word() + " " + another.word()));
  }
}
