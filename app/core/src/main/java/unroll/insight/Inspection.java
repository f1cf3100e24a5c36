package unroll.insight;

import java.util.List;

/**
 * Sequences with all that a network did while it read them.
 *
 * @param steps what people call what was read at every step
 * @param starts the first step of every sequence
 * @param areCharacters whether steps are the characters of a text
 * @param labels id of every step's label, -1 where there is none
 * @param answers what people call the network's outputs, in the order of their ids
 * @param annotations what is known of every step
 */
public record Inspection(
    List<String> steps,
    List<Integer> starts,
    boolean areCharacters,
    Reading reading,
    int[] labels,
    List<String> answers,
    List<Annotation> annotations) {

  /** All units scored by all annotations. */
  public UnitScores scores(long seed) {
    return UnitScores.of(UnitTrack.of(reading.layers()), annotations, seed);
  }
}
