package unroll.data.image;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Random spots that leave no doubt about the words for them. */
final class Arrangement {
  private static final double SHAKE = 0.1;
  private static final double SLANT = 0.5;
  private static final double ROW_SHAKE = 0.02;

  private final Random random;

  Arrangement(Random random) {
    this.random = random;
  }

  /** A spot near the middle of a place. */
  Spot at(Place place) {
    return new Spot(place.spot().x() + shake(SHAKE), place.spot().y() + shake(SHAKE));
  }

  /**
   * Two spots, the one named first first. Across, they are apart at most half as far as along.
   *
   * @param least how far apart they are at least, along the relation's axis
   */
  List<Spot> pair(Relation relation, double least) {
    double apart = least + (1 - least) * random.nextDouble();
    double along = (1 - apart) * random.nextDouble();
    double slant = shake(SLANT * apart);
    double across = Math.max(0, -slant) + (1 - Math.abs(slant)) * random.nextDouble();
    return List.of(relation.spot(along, across), relation.spot(along + apart, across + slant));
  }

  /** Some spots that are as good as on one line and equally far apart. */
  List<Spot> line(Relation relation, int count) {
    double apart = 0.46 + 0.02 * random.nextDouble();
    double start = ROW_SHAKE + (1 - 2 * ROW_SHAKE - apart * (count - 1)) * random.nextDouble();
    double across = ROW_SHAKE + (1 - 2 * ROW_SHAKE) * random.nextDouble();
    return IntStream.range(0, count)
        .mapToObj(
            thing ->
                relation.spot(start + apart * thing + shake(ROW_SHAKE), across + shake(ROW_SHAKE)))
        .toList();
  }

  private double shake(double most) {
    return most * (2 * random.nextDouble() - 1);
  }
}
