package unroll.training;

/** Numbers are no longer what a model can be made of, so training on would only spoil it. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param diagnosis some lines for a person: where, in what, and what to change
   */
  public DivergedException(String diagnosis) {
    super(diagnosis);
  }
}
