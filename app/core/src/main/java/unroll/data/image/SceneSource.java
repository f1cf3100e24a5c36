package unroll.data.image;

import java.util.List;
import java.util.Random;

/** Random scenes of the kinds the grammar has words for. */
final class SceneSource {
  /** How far from the picture's edge the middle of a figure stays, as a fraction of its side. */
  static final double MARGIN = 0.17;

  private static final double SMALLEST = 0.12;
  private static final double LARGEST = 0.17;
  private static final double SMALLEST_IN_LINE = 0.1;
  private static final double LARGEST_IN_LINE = 0.115;
  private static final double GAP = 0.04;

  /** So far apart, there is a gap between two of the largest figures. */
  private static final double APART = (2 * LARGEST + GAP) / (1 - 2 * MARGIN);

  private final Random random;
  private final Arrangement arrangement;

  SceneSource(Random random) {
    this.random = random;
    this.arrangement = new Arrangement(random);
  }

  /** One figure in a quarter of the scenes, two that differ in half, a row or column else. */
  Scene next() {
    return switch (random.nextInt(4)) {
      case 0 -> single();
      case 1 -> line();
      default -> pair();
    };
  }

  private Scene single() {
    Spot spot = arrangement.at(any(Place.values()));
    return new Scene(List.of(object(any(Figure.values()), any(Hue.values()), spot)));
  }

  private Scene pair() {
    List<Spot> spots = arrangement.pair(any(Relation.values()), APART);
    Figure figure = any(Figure.values());
    Hue hue = any(Hue.values());
    return new Scene(
        List.of(
            object(figure, hue, spots.get(0)),
            object(other(figure, Figure.values()), other(hue, Hue.values()), spots.get(1))));
  }

  private Scene line() {
    Figure figure = any(Figure.values());
    Hue hue = any(Hue.values());
    return new Scene(
        arrangement.line(any(Relation.values()), 2 + random.nextInt(2)).stream()
            .map(spot -> object(figure, hue, spot, between(SMALLEST_IN_LINE, LARGEST_IN_LINE)))
            .toList());
  }

  private SceneObject object(Figure figure, Hue hue, Spot spot) {
    return object(figure, hue, spot, between(SMALLEST, LARGEST));
  }

  private SceneObject object(Figure figure, Hue hue, Spot spot, double radius) {
    return new SceneObject(figure, hue, spot, radius, between(0.8, 1));
  }

  private double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Any but the given one, each as likely. */
  private <T extends Enum<T>> T other(T taken, T[] values) {
    return values[(taken.ordinal() + 1 + random.nextInt(values.length - 1)) % values.length];
  }
}
