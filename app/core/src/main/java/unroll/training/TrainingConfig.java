package unroll.training;

import unroll.config.Key;

/** How a network is trained. */
public record TrainingConfig(
    @Key(doc = "passes over the training data", byDefault = "10", min = 1) int epochs,
    @Key(doc = "sequences trained side by side", byDefault = "32", min = 1, max = 1048576)
        int batchSize,
    @Key(
            doc =
                "steps of a long text after which back-propagation through time is cut (tBPTT);"
                    + " null: 64",
            byDefault = "null",
            min = 1,
            max = 1048576)
        Integer sequenceLength,
    @Key(doc = "how gradients change parameters", byDefault = "adam") Optimizer optimizer,
    @Key(doc = "how the learning rate changes during training", byDefault = "constant")
        LearningRate schedule,
    @Key(
            doc = "longest gradient (L2 norm over all parameters), longer ones are cut; 0: any",
            byDefault = "5.0",
            min = 0)
        double clipNorm,
    @Key(
            doc = "steps between two evaluations; 0: one at the end of every epoch",
            byDefault = "0",
            min = 0)
        int evaluateEvery,
    @Key(
            doc =
                "optimizer steps between two checkpoints, from which train --resume goes on; there"
                    + " is one after every evaluation in any case; 0: no more",
            byDefault = "0",
            min = 0)
        int checkpointEvery,
    @Key(doc = "minutes after which there is one too; 0: never", byDefault = "10.0", min = 0)
        double checkpointMinutes,
    @Key(
            doc =
                "models kept for a film of the training in every tenfold of optimizer steps (1 to"
                    + " 10, 10 to 100, ...), in film/; 0: none",
            byDefault = "0",
            min = 0,
            max = 100)
        int filmFrames,
    @Key(
            doc = "evaluations without a better validation loss that end the training; 0: never",
            byDefault = "0",
            min = 0)
        int patience,
    @Key(
            doc =
                "what decides which model is best: the validation loss, or a validation metric such"
                    + " as accuracy, the larger the better",
            byDefault = "loss")
        String bestBy,
    @Key(
            doc =
                "models of the newest evaluations whose parameters are averaged in the end (Vaswani"
                    + " et al., 2017); the average becomes the best model if it is better by"
                    + " best-by. Two more than these are kept in average/, 4 bytes a parameter"
                    + " each; 0: none",
            byDefault = "0",
            min = 0,
            max = 100)
        int averageLast,
    @Key(
            doc = "what a generating network reads in training where it continues its own output",
            byDefault = "teacher-forcing")
        Feeding feeding,
    @Key(doc = "everything random follows from it", byDefault = "1") long seed) {
  /** The value of {@code best-by} that is no metric. */
  public static final String LOSS = "loss";

  private static final int USUAL_STREAM_LENGTH = 64;

  /**
   * The learning rate of the next step.
   *
   * @param batches in an epoch
   */
  double rate(TrainingState state, int batches) {
    return optimizer.learningRate()
        * schedule.factor(state.epochs(batches), epochs)
        * state.rateFactor();
  }

  /** Steps of a stream in one batch. */
  public int streamLength() {
    return sequenceLength == null ? USUAL_STREAM_LENGTH : sequenceLength;
  }
}
