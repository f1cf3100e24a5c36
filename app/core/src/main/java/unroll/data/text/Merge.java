package unroll.data.text;

import java.util.Comparator;

/**
 * Two neighboring pieces that become one.
 *
 * <p>Their order tells merges with one hash apart, which a hash table would compare one by one
 * otherwise: somebody can choose a file's merges so that all have one.
 */
record Merge(String left, String right) implements Comparable<Merge> {
  private static final Comparator<Merge> ORDER =
      Comparator.comparing(Merge::left).thenComparing(Merge::right);

  @Override
  public int compareTo(Merge other) {
    return ORDER.compare(this, other);
  }

  String merged() {
    return left + right;
  }
}
