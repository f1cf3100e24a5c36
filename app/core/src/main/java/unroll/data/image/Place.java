package unroll.data.image;

import java.util.Arrays;
import java.util.Comparator;

/** Where a thing that is alone stands. */
enum Place {
  TOP_LEFT("at the top left", 0.1, 0.1),
  TOP_RIGHT("at the top right", 0.9, 0.1),
  CENTER("in the center", 0.5, 0.5),
  BOTTOM_LEFT("at the bottom left", 0.1, 0.9),
  BOTTOM_RIGHT("at the bottom right", 0.9, 0.9);

  private final String words;
  private final Spot spot;

  Place(String words, double x, double y) {
    this.words = words;
    this.spot = new Spot(x, y);
  }

  /** How a caption says it. */
  String words() {
    return words;
  }

  /** The middle of the place. */
  Spot spot() {
    return spot;
  }

  /** The place a spot is nearest to. */
  static Place nearest(Spot spot) {
    return Arrays.stream(values())
        .min(Comparator.comparingDouble(place -> spot.distance(place.spot)))
        .orElseThrow();
  }
}
