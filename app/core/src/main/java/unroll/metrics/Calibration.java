package unroll.metrics;

/**
 * Whether what is predicted with a probability happens as often as that: predictions are gathered
 * in bins of equal width, bin m of M holding the probabilities above (m-1)/M up to m/M (Guo et al.,
 * On Calibration of Modern Neural Networks, 2017), the first one 0 as well.
 */
public final class Calibration {
  private final long[] counts;
  private final long[] happened;
  private final double[] probabilities;
  private double squaredErrors;
  private long total;

  /**
   * @param bins number of bins, from 1
   * @throws IllegalArgumentException if there is no bin
   */
  public Calibration(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("at least 1 bin expected, found " + bins);
    }
    counts = new long[bins];
    happened = new long[bins];
    probabilities = new double[bins];
  }

  /**
   * @param probability of the event, 0 to 1: for a classifier that of its answer
   * @param happened whether it came true: for a classifier whether its answer is right
   * @throws IllegalArgumentException if the probability is none
   */
  public void add(double probability, boolean happened) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "a probability from 0 to 1 expected, found " + probability);
    }
    int bin = bin(probability);
    double error = probability - (happened ? 1 : 0);
    counts[bin]++;
    this.happened[bin] += happened ? 1 : 0;
    probabilities[bin] += probability;
    squaredErrors += error * error;
    total++;
  }

  /**
   * Expected calibration error (Guo et al., equation 3): how far the share that happened is from
   * the mean probability, averaged over bins by their counts. NaN without a prediction.
   */
  public double expectedError() {
    double sum = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      sum += Math.abs(happened[bin] - probabilities[bin]);
    }
    return sum / total;
  }

  /** Mean squared error of the probabilities (Brier, 1950); NaN without a prediction. */
  public double brierScore() {
    return squaredErrors / total;
  }

  /** A reliability table with tabs: a line for every bin, without shares where it is empty. */
  public String toTsv() {
    StringBuilder table = new StringBuilder("from\tto\tcount\tmean-probability\tshare-happened\n");
    for (int bin = 0; bin < counts.length; bin++) {
      table.append(edge(bin)).append('\t').append(edge(bin + 1)).append('\t').append(counts[bin]);
      table.append('\t').append(mean(probabilities[bin], bin));
      table.append('\t').append(mean(happened[bin], bin)).append('\n');
    }
    return table.toString();
  }

  private int bin(double probability) {
    int bin = (int) Math.min(counts.length - 1.0, probability * counts.length);
    // The product may round up to the next bin; the edges that the table shows decide.
    return bin > 0 && probability <= edge(bin) ? bin - 1 : bin;
  }

  private double edge(int bin) {
    return (double) bin / counts.length;
  }

  private String mean(double sum, int bin) {
    return counts[bin] == 0 ? "" : Double.toString(sum / counts[bin]);
  }
}
