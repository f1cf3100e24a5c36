package unroll.training;

import unroll.config.Key;

/** How the learning rate changes during training: a factor on the optimizer's own rate. */
public sealed interface LearningRate {
  /**
   * The factor by the clock alone.
   *
   * @param epochs epochs trained so far, with the fraction of the current one
   * @param totalEpochs epochs in all
   */
  double factor(double epochs, int totalEpochs);

  /** The same rate throughout. */
  record ConstantRate() implements LearningRate {
    @Override
    public double factor(double epochs, int totalEpochs) {
      return 1;
    }
  }

  /** The rate is multiplied every few epochs. */
  record StepRate(
      @Key(doc = "epochs between two changes", byDefault = "10", min = 1) int every,
      @Key(doc = "multiplies the rate at every change", byDefault = "0.5", above = 0, max = 1)
          double factor)
      implements LearningRate {
    @Override
    public double factor(double epochs, int totalEpochs) {
      return Math.pow(factor, Math.floor(epochs / every));
    }
  }

  /** The rate falls smoothly by the same factor every epoch. */
  record ExponentialRate(
      @Key(
              doc = "multiplies the rate in the course of an epoch",
              byDefault = "0.97",
              above = 0,
              max = 1)
          double factor)
      implements LearningRate {
    @Override
    public double factor(double epochs, int totalEpochs) {
      return Math.pow(factor, epochs);
    }
  }

  /** Half a cosine from the full rate down to a share of it (Loshchilov and Hutter, 2017). */
  record CosineRate(
      @Key(doc = "share of the rate at the end", byDefault = "0.0", min = 0, max = 1)
          double finalShare)
      implements LearningRate {
    @Override
    public double factor(double epochs, int totalEpochs) {
      double done = Math.min(1, epochs / totalEpochs);
      return finalShare + (1 - finalShare) * (1 + Math.cos(Math.PI * done)) / 2;
    }
  }

  /** The rate falls when the validation loss has stopped falling. */
  record PlateauRate(
      @Key(doc = "multiplies the rate at every plateau", byDefault = "0.5", above = 0, below = 1)
          double factor,
      @Key(
              doc = "evaluations without a better validation loss that make a plateau",
              byDefault = "2",
              min = 1)
          int patience,
      @Key(doc = "share of the rate it does not fall below", byDefault = "0.001", min = 0, max = 1)
          double smallestShare)
      implements LearningRate {
    /** The clock changes nothing; see {@link #factorAfter}. */
    @Override
    public double factor(double epochs, int totalEpochs) {
      return 1;
    }

    /**
     * The factor after an evaluation.
     *
     * @param current the factor before it
     * @param evaluationsSinceBest evaluations since the best one
     */
    double factorAfter(double current, int evaluationsSinceBest) {
      boolean plateau = evaluationsSinceBest > 0 && evaluationsSinceBest % patience == 0;
      return plateau ? Math.max(current * factor, smallestShare) : current;
    }
  }
}
