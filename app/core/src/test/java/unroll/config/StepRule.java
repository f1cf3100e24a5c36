package unroll.config;

/** A choice among records, one of which holds a choice again. */
sealed interface StepRule {
  record PlainRule(@Key(doc = "step size", byDefault = "0.1", above = 0) double learningRate)
      implements StepRule {}

  record HeavyBallRule(
      @Key(doc = "step size", byDefault = "0.01", above = 0) double learningRate,
      @Key(doc = "share of the last step kept", byDefault = "0.9", min = 0, below = 1)
          double momentum,
      @Key(doc = "how the step shrinks", byDefault = "none") Decay decay)
      implements StepRule {}

  /** The choice within the choice. */
  sealed interface Decay {
    record NoneDecay() implements Decay {}

    record HalvingDecay(@Key(doc = "steps to a half", example = "100", min = 1) int steps)
        implements Decay {}
  }
}
