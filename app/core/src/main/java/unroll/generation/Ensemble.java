package unroll.generation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.data.Channel;
import unroll.data.Sequence;
import unroll.data.StepGrid;
import unroll.network.RecurrentNetwork;

/**
 * Networks that answer together: the mean of their probabilities. One network alone is an ensemble
 * too.
 */
public final class Ensemble {
  private final List<RecurrentNetwork> networks;

  /**
   * @param networks which read and answer the same symbols
   */
  public Ensemble(List<RecurrentNetwork> networks) {
    this.networks = List.copyOf(networks);
    boolean areAlike =
        networks.stream().map(RecurrentNetwork::outputSize).distinct().count() == 1
            && networks.stream().map(RecurrentNetwork::encodes).distinct().count() == 1;
    if (!areAlike) {
      throw new IllegalArgumentException(
          "expected networks that answer the same at the same steps");
    }
  }

  public static Ensemble of(RecurrentNetwork network) {
    return new Ensemble(List.of(network));
  }

  /** Labels that a network tells apart. */
  public int labels() {
    return (int) networks.get(0).outputSize();
  }

  /** Whether one of them looks back at what was read. */
  public boolean looksBack() {
    return networks.stream().anyMatch(RecurrentNetwork::looksBack);
  }

  /** Whether inputs are read by an encoder. */
  boolean encodes() {
    return networks.get(0).encodes();
  }

  /** Has the encoders read whole inputs. */
  void encode(Channel channel, List<? extends Sequence> inputs) {
    int longest = inputs.stream().mapToInt(Sequence::length).max().orElse(0);
    StepGrid grid = StepGrid.of(channel, inputs.size(), longest);
    float[] mask = new float[inputs.size() * longest];
    for (int row = 0; row < inputs.size(); row++) {
      grid.put(row, 0, inputs.get(row));
      Arrays.fill(mask, row * longest, row * longest + inputs.get(row).length(), 1);
    }
    for (RecurrentNetwork network : networks) {
      DataType type = network.dataType();
      network.encode(
          grid.toFeatures(type),
          Nd4j.createFromArray(mask).reshape(inputs.size(), longest).castTo(type));
    }
  }

  void clear() {
    networks.forEach(RecurrentNetwork::clearStepState);
  }

  /** Goes on from some of the rows, in the order given. */
  void keep(int[] rows) {
    networks.forEach(network -> network.keepStepRows(rows));
  }

  /**
   * Probabilities of the next label.
   *
   * @param grid of one step
   * @return {@code [row, label]} in one array
   */
  double[] step(StepGrid grid) {
    double[] mean = null;
    for (RecurrentNetwork network : networks) {
      double[] own = numbers(network.step(grid.toFeatures(network.dataType())));
      mean = mean == null ? own : add(mean, own);
    }
    for (int i = 0; networks.size() > 1 && i < mean.length; i++) {
      mean[i] /= networks.size();
    }
    return mean;
  }

  /**
   * How much the newest step looked at those of the input, in the mean of the networks that look
   * back.
   *
   * @return {@code [row, source step]}; empty if none does
   */
  Optional<float[][]> alignment() {
    List<float[][]> all =
        networks.stream()
            .flatMap(network -> network.alignment().stream())
            .map(INDArray::toFloatMatrix)
            .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    float[][] mean = new float[all.get(0).length][all.get(0)[0].length];
    for (float[][] own : all) {
      for (int row = 0; row < mean.length; row++) {
        for (int step = 0; step < mean[row].length; step++) {
          mean[row][step] += own[row][step] / all.size();
        }
      }
    }
    return Optional.of(mean);
  }

  private static double[] numbers(INDArray output) {
    return output.dup('c').data().asDouble();
  }

  private static double[] add(double[] sum, double[] others) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += others[i];
    }
    return sum;
  }
}
