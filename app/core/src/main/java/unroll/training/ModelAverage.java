package unroll.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.network.RecurrentNetwork;

/**
 * The mean of the parameters of models of one training (Vaswani et al., 2017, section 6.1). Sums
 * are of doubles, so that it is exact to the last bit of a float.
 */
public final class ModelAverage {
  private double[] sums;
  private int models;

  /**
   * Takes in the parameters of a model.
   *
   * @throws IllegalArgumentException if it has another number of them than those before
   */
  public void add(RecurrentNetwork network) {
    double[] parameters = network.dl4j().params().dup('c').data().asDouble();
    if (sums == null) {
      sums = new double[parameters.length];
    } else if (sums.length != parameters.length) {
      throw new IllegalArgumentException(
          "expected a model of %,d parameters, found %,d"
              .formatted(sums.length, parameters.length));
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += parameters[i];
    }
    models++;
  }

  /**
   * Makes a network the average.
   *
   * @param network like those that were added, and not used yet
   */
  public void applyTo(RecurrentNetwork network) {
    double[] means = new double[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = sums[i] / models;
    }
    INDArray parameters = network.dl4j().params();
    parameters.assign(
        Nd4j.createFromArray(means).castTo(parameters.dataType()).reshape(parameters.shape()));
    network.clearStepState();
  }
}
