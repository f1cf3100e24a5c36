package unroll.training;

import unroll.config.Key;

/**
 * What a generating network reads in training at the steps that continue its own output: the true
 * label of the step before, or what it predicts itself.
 */
public sealed interface Feeding {
  /**
   * The share of steps that read the truth.
   *
   * @param epochs trained so far, with the fraction of the current one
   */
  double truthShare(double epochs);

  /** Whether the network never reads a prediction of its own. */
  default boolean isTruthOnly() {
    return this instanceof TeacherForcingFeeding;
  }

  /** Always the truth (Williams and Zipser, 1989). */
  record TeacherForcingFeeding() implements Feeding {
    @Override
    public double truthShare(double epochs) {
      return 1;
    }
  }

  /** Always its own most probable prediction, as when the trained network is used. */
  record FreeRunningFeeding() implements Feeding {
    @Override
    public double truthShare(double epochs) {
      return 0;
    }
  }

  /**
   * Less and less of the truth; which steps get it is drawn anew for each (Bengio, Vinyals, Jaitly
   * and Shazeer, 2015).
   */
  record ScheduledSamplingFeeding(
      @Key(doc = "how the share of the truth falls from 1", byDefault = "linear") Decay decay,
      @Key(
              doc =
                  "epochs over which it falls: linear reaches least-truth after them, the others"
                      + " half of the way",
              byDefault = "10.0",
              above = 0)
          double epochs,
      @Key(doc = "the share of the truth it falls to", byDefault = "0.0", min = 0, below = 1)
          double leastTruth)
      implements Feeding {
    /** The shape of the fall, in section 2.4 of the paper. */
    public enum Decay {
      LINEAR {
        @Override
        double at(double progress) {
          return Math.max(0, 1 - progress);
        }
      },
      EXPONENTIAL {
        @Override
        double at(double progress) {
          return Math.pow(0.5, progress);
        }
      },
      INVERSE_SIGMOID {
        /** {@code k / (k + exp(c i))} with k = 10, moved so that it starts from 1. */
        @Override
        double at(double progress) {
          double k = 10;
          return k / (k + Math.exp(progress * Math.log(k + 1)) - 1);
        }
      };

      /** From 1 at progress 0 down; linear is 0 at progress 1, the others a half. */
      abstract double at(double progress);
    }

    @Override
    public double truthShare(double epochsSoFar) {
      return leastTruth + (1 - leastTruth) * decay.at(epochsSoFar / epochs);
    }
  }
}
