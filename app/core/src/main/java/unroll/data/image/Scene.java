package unroll.data.image;

import java.util.Comparator;
import java.util.List;

/** One to three figures; its caption follows from what it shows, see {@link RenderedScenes}. */
record Scene(List<SceneObject> objects) {
  Scene {
    objects = List.copyOf(objects);
  }

  /**
   * @throws IllegalArgumentException if the grammar has no caption for it
   */
  String caption() {
    SceneObject first = objects.get(0);
    if (objects.size() == 1) {
      return "a " + first.words() + " " + Place.nearest(first.spot()).words();
    }
    Relation relation = Relation.between(first.spot(), objects.get(objects.size() - 1).spot());
    if (objects.stream().allMatch(first::looksLike)) {
      String count = objects.size() == 2 ? "two " : "three ";
      String line = relation == Relation.ABOVE ? "s in a column" : "s in a row";
      return count + first.words() + line;
    } else if (objects.size() > 2) {
      throw new IllegalArgumentException("no caption for three figures that differ");
    }
    List<SceneObject> order =
        objects.stream()
            .sorted(Comparator.comparingDouble(object -> relation.along(object.spot())))
            .toList();
    return "a %s %s a %s".formatted(order.get(0).words(), relation.words(), order.get(1).words());
  }
}
