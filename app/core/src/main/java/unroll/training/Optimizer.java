package unroll.training;

import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.Key;
import unroll.layers.ParallelAdam;
import unroll.network.ParameterUpdate;

/** How gradients change parameters. */
public sealed interface Optimizer {
  double learningRate();

  /** The rule as DL4J's updater. */
  ParameterUpdate update();

  /** Stochastic gradient descent: {@code w -= rate g}. */
  record SgdOptimizer(@Key(doc = "step size", byDefault = "0.1", above = 0) double learningRate)
      implements Optimizer {
    @Override
    public ParameterUpdate update() {
      return new ParameterUpdate(new Sgd(learningRate), 0);
    }
  }

  /** Gradient descent with Nesterov's momentum (Sutskever et al., 2013). */
  record NesterovOptimizer(
      @Key(doc = "step size", byDefault = "0.1", above = 0) double learningRate,
      @Key(doc = "share of the last step kept", byDefault = "0.9", min = 0, below = 1)
          double momentum)
      implements Optimizer {
    @Override
    public ParameterUpdate update() {
      return new ParameterUpdate(new Nesterovs(learningRate, momentum), 0);
    }
  }

  /** Adam (Kingma and Ba, 2015). */
  record AdamOptimizer(
      @Key(doc = "step size", byDefault = "0.002", above = 0) double learningRate,
      @Key(doc = "decay of the mean gradient", byDefault = "0.9", min = 0, below = 1) double beta1,
      @Key(doc = "decay of the mean squared gradient", byDefault = "0.999", min = 0, below = 1)
          double beta2,
      @Key(doc = "keeps the division finite", byDefault = "1e-8", above = 0) double epsilon)
      implements Optimizer {
    @Override
    public ParameterUpdate update() {
      return new ParameterUpdate(new ParallelAdam(learningRate, beta1, beta2, epsilon), 0);
    }
  }

  /** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
  record AdamwOptimizer(
      @Key(doc = "step size", byDefault = "0.002", above = 0) double learningRate,
      @Key(doc = "decay of the mean gradient", byDefault = "0.9", min = 0, below = 1) double beta1,
      @Key(doc = "decay of the mean squared gradient", byDefault = "0.999", min = 0, below = 1)
          double beta2,
      @Key(doc = "keeps the division finite", byDefault = "1e-8", above = 0) double epsilon,
      @Key(
              doc = "share of every weight taken off a step, times the step size",
              byDefault = "0.01",
              above = 0)
          double weightDecay)
      implements Optimizer {
    @Override
    public ParameterUpdate update() {
      return new ParameterUpdate(
          new ParallelAdam(learningRate, beta1, beta2, epsilon), weightDecay);
    }
  }

  /** RMSProp (Tieleman and Hinton, 2012). */
  record RmspropOptimizer(
      @Key(doc = "step size", byDefault = "0.002", above = 0) double learningRate,
      @Key(doc = "decay of the mean squared gradient", byDefault = "0.95", min = 0, below = 1)
          double decay,
      @Key(doc = "keeps the division finite", byDefault = "1e-8", above = 0) double epsilon)
      implements Optimizer {
    @Override
    public ParameterUpdate update() {
      return new ParameterUpdate(new RmsProp(learningRate, decay, epsilon), 0);
    }
  }

  /** AdaGrad (Duchi et al., 2011). */
  record AdagradOptimizer(
      @Key(doc = "step size", byDefault = "0.05", above = 0) double learningRate,
      @Key(doc = "keeps the division finite", byDefault = "1e-6", above = 0) double epsilon)
      implements Optimizer {
    @Override
    public ParameterUpdate update() {
      return new ParameterUpdate(new AdaGrad(learningRate, epsilon), 0);
    }
  }
}
