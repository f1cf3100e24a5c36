package unroll.data.image;

/**
 * A figure in a scene.
 *
 * @param radius as a fraction of the picture's side
 * @param brightness what its hue is multiplied with
 */
record SceneObject(Figure figure, Hue hue, Spot spot, double radius, double brightness) {
  /** Whether a caption has the same words for both. */
  boolean looksLike(SceneObject other) {
    return figure == other.figure && hue == other.hue;
  }

  /** {@code red circle}. */
  String words() {
    return hue.word() + " " + figure.word();
  }
}
