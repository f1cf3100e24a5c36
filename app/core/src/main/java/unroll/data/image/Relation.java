package unroll.data.image;

/**
 * How two things stand to each other. The rule that makes it unique: the greater of the vertical
 * and the horizontal distance counts, and the thing named first is the upper one or the left one.
 */
enum Relation {
  ABOVE("above"),
  LEFT_OF("left of");

  private final String words;

  Relation(String words) {
    this.words = words;
  }

  /** How a caption says it. */
  String words() {
    return words;
  }

  /** The relation of two things, whichever of them is named first. */
  static Relation between(Spot one, Spot other) {
    return Math.abs(one.y() - other.y()) > Math.abs(one.x() - other.x()) ? ABOVE : LEFT_OF;
  }

  /** How far along this relation's axis a spot is: what is less far is named first. */
  double along(Spot spot) {
    return this == ABOVE ? spot.y() : spot.x();
  }

  /** The spot that is so far along this relation's axis, and so far across it. */
  Spot spot(double along, double across) {
    return this == ABOVE ? new Spot(across, along) : new Spot(along, across);
  }
}
