package unroll.layers;

import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import unroll.layers.kernel.Cell;

/**
 * Gated recurrent unit (Cho et al., 2014): {@code h = (1 - z) n + z h'} with {@code r, z =
 * sigmoid(W x + b + R h' + c)} and {@code n = tanh(W x + b + r (R h' + c))}. The reset gate works
 * after the recurrent product, as in PyTorch, cuDNN and Keras.
 */
public final class Gru extends RecurrentCell {
  private static final long serialVersionUID = 1L;

  private Gru() {}

  private Gru(Builder builder) {
    super(builder);
    if (!(getActivationFn() instanceof ActivationTanH)) {
      throw new IllegalArgumentException(
          "Gru: activation: expected TANH, got " + getActivationFn());
    }
    initializeConstraints(builder);
  }

  @Override
  public Cell cell() {
    return Cell.GRU;
  }

  /** Makes {@link Gru} layers. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends RecurrentCell.Builder<Builder> {
    public Builder() {
      activation(Activation.TANH);
    }

    @Override
    public Gru build() {
      return new Gru(this);
    }
  }
}
