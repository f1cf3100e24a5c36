package unroll.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Units named by measurement. The first half of a sequence ranks the units by an annotation; the
 * figures to be believed are those of the second half. Steps beside each other are alike, so chance
 * is not what a shuffled annotation reaches but what one does that is turned around by a random
 * number of steps, its runs kept as they are.
 *
 * @param scored annotations in their order
 * @param skipped names of those that hardly ever change in one of the halves
 */
public record UnitScores(List<AnnotationScores> scored, List<String> skipped) {
  /** Random shifts of every annotation. */
  public static final int SHIFTS = 100;

  /** Steps with yes, and with no, that either half must have. */
  private static final int FEWEST = 10;

  /** Share of a half that a shift is at least away from where it began. */
  private static final int LEAST_SHIFT = 20;

  /**
   * Scores all units of all tracks by all annotations.
   *
   * @param annotations of as many steps as the tracks have
   * @param seed of the shifts: the same one gives the same figures
   */
  public static UnitScores of(List<UnitTrack> tracks, List<Annotation> annotations, long seed) {
    int steps = tracks.get(0).series().steps();
    int half = steps / 2;
    List<AnnotationScores> scored = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    if (half < 2 * FEWEST) {
      return new UnitScores(scored, annotations.stream().map(Annotation::name).toList());
    }
    UnitScorer scorer = new UnitScorer(tracks, half, shifts(steps - half, new Random(seed)));
    for (Annotation annotation : annotations) {
      boolean canBeTold =
          annotation.slice(0, half).varies(FEWEST) && annotation.slice(half, steps).varies(FEWEST);
      if (canBeTold) {
        scored.add(scorer.scores(annotation));
      } else {
        skipped.add(annotation.name());
      }
    }
    return new UnitScores(scored, skipped);
  }

  /** The ranked units of all annotations: first the best of each, then the second, and so on. */
  List<UnitScore> byRank() {
    List<UnitScore> all = new ArrayList<>();
    int longest = scored.stream().mapToInt(of -> of.ranked().size()).max().orElse(0);
    for (int rank = 0; rank < longest; rank++) {
      for (AnnotationScores of : scored) {
        if (rank < of.ranked().size()) {
          all.add(of.ranked().get(rank));
        }
      }
    }
    return all;
  }

  private static int[] shifts(int steps, Random random) {
    int least = Math.max(1, steps / LEAST_SHIFT);
    return random.ints(SHIFTS, least, steps - least + 1).toArray();
  }
}
