package unroll.data.image;

/**
 * How the samples along one side of a picture are made of the ones before: each the mean of the
 * stretch it covers where there are fewer, parts of samples counted as parts; in between two by
 * their nearness where there are more.
 */
final class ResamplingAxis {
  private final int[] first;
  private final float[][] weights;

  ResamplingAxis(int from, int to) {
    this.first = new int[to];
    this.weights = new float[to][];
    double scale = (double) from / to;
    for (int target = 0; target < to; target++) {
      if (scale >= 1) {
        cover(target, target * scale, Math.min(from, (target + 1) * scale));
      } else {
        interpolate(target, (target + 0.5) * scale - 0.5, from);
      }
    }
  }

  private void cover(int target, double start, double end) {
    first[target] = (int) start;
    weights[target] = new float[(int) Math.ceil(end) - first[target]];
    for (int i = 0; i < weights[target].length; i++) {
      int source = first[target] + i;
      double part = Math.min(end, source + 1) - Math.max(start, source);
      weights[target][i] = (float) (part / (end - start));
    }
  }

  private void interpolate(int target, double place, int from) {
    double inside = Math.max(0, Math.min(from - 1, place));
    int before = Math.min((int) inside, Math.max(0, from - 2));
    float share = (float) (inside - before);
    first[target] = before;
    weights[target] = from == 1 ? new float[] {1} : new float[] {1 - share, share};
  }

  /** The first old sample that a new one is made of. */
  int first(int target) {
    return first[target];
  }

  /** Behind the last old sample that a new one is made of. */
  int end(int target) {
    return first[target] + weights[target].length;
  }

  /** How much of an old sample, from {@link #first} to before {@link #end}, is in a new one. */
  float weight(int target, int source) {
    return weights[target][source - first[target]];
  }
}
