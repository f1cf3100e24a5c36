package unroll.training;

/** The loss is no longer a finite number, so training on would only spoil the model. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(int step, double loss) {
    super(
        ("step %d: the loss is %s; lower training.optimizer.learning-rate,"
                + " or cut long gradients with training.clip-norm")
            .formatted(step, loss));
  }
}
