package unroll.layers;

import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import unroll.layers.kernel.FlatVector;

/**
 * DL4J's {@link Adam} (Kingma and Ba, 2015) with the parameters shared among threads: the same
 * numbers, and the same state in a saved model.
 */
public final class ParallelAdam extends Adam {
  /** Adam's usual values. */
  public ParallelAdam() {
    super();
  }

  /**
   * @param epsilon keeps the division finite, outside the root
   */
  public ParallelAdam(double learningRate, double beta1, double beta2, double epsilon) {
    super(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray view, boolean initialize) {
    INDArray flat = view.reshape(view.length());
    long[] shape = Arrays.copyOf(flat.shape(), flat.rank());
    shape[0] /= 2;
    SharedUpdater updater = new SharedUpdater(this);
    updater.setStateViewArray(flat, shape, flat.ordering(), initialize);
    return updater;
  }

  @Override
  public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
    SharedUpdater updater = new SharedUpdater(this);
    updater.setState(state, initialize);
    return updater;
  }

  @Override
  public ParallelAdam clone() {
    ParallelAdam copy = new ParallelAdam(getLearningRate(), getBeta1(), getBeta2(), getEpsilon());
    copy.setLearningRateSchedule(getLearningRateSchedule());
    return copy;
  }

  /** Adam's rule on one block of parameters. */
  private static final class SharedUpdater extends AdamUpdater {
    SharedUpdater(Adam config) {
      super(config);
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      Adam adam = getConfig();
      double step = iteration + 1.0;
      double correction =
          Math.sqrt(1 - Math.pow(adam.getBeta2(), step)) / (1 - Math.pow(adam.getBeta1(), step));
      boolean isDone =
          new FlatVector(gradient)
              .adam(
                  new FlatVector(getM()),
                  new FlatVector(getV()),
                  adam.getBeta1(),
                  adam.getBeta2(),
                  adam.getLearningRate(iteration, epoch) * correction,
                  adam.getEpsilon());
      if (!isDone) {
        super.applyUpdater(gradient, iteration, epoch);
      }
    }
  }
}
