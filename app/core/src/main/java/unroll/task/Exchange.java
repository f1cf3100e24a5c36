package unroll.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Things that change places so that none stays, one ring through all of them (Sattolo, 1986): the
 * control that shows whether an answer depends on its own input.
 *
 * @param seed the same gives the same ring
 */
record Exchange(long seed) {
  /**
   * The things in their new places.
   *
   * @param things two or more, for one alone would stay
   */
  <T> List<T> of(List<T> things) {
    List<T> exchanged = new ArrayList<>(things);
    Random random = new Random(seed);
    for (int last = exchanged.size() - 1; last > 0; last--) {
      Collections.swap(exchanged, last, random.nextInt(last));
    }
    return exchanged;
  }
}
