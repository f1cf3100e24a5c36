package unroll.baseline;

/** Predicts the class that most examples had, whatever comes in. */
public final class MajorityClass {
  private final long[] counts;
  private long total;

  /**
   * @param classes number of classes: every label is below it
   */
  public MajorityClass(int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("expected at least one class, found " + classes);
    }
    counts = new long[classes];
  }

  /**
   * @throws IndexOutOfBoundsException if the label is no class
   */
  public void add(int label) {
    counts[label]++;
    total++;
  }

  /**
   * The most frequent label, the lowest among equals.
   *
   * @throws IllegalArgumentException if nothing was added
   */
  public int predict() {
    return Largest.indexOf(probabilities());
  }

  /**
   * Relative frequency of every class.
   *
   * @throws IllegalArgumentException if nothing was added
   */
  public double[] probabilities() {
    if (total == 0) {
      throw new IllegalArgumentException("no label was added");
    }
    double[] probabilities = new double[counts.length];
    for (int label = 0; label < counts.length; label++) {
      probabilities[label] = (double) counts[label] / total;
    }
    return probabilities;
  }
}
