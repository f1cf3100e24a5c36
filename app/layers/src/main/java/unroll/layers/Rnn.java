package unroll.layers;

import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import unroll.layers.kernel.Cell;

/** A vanilla recurrent layer: {@code h = tanh(W x + R h' + b)}, or with relu instead of tanh. */
public final class Rnn extends RecurrentCell {
  private static final long serialVersionUID = 1L;

  private Rnn() {}

  private Rnn(Builder builder) {
    super(builder);
    if (!isSupported(getActivationFn())) {
      throw new IllegalArgumentException(
          "Rnn: activation: expected TANH or RELU, got " + getActivationFn());
    }
    initializeConstraints(builder);
  }

  private static boolean isSupported(IActivation activation) {
    return activation instanceof ActivationTanH || activation instanceof ActivationReLU;
  }

  @Override
  public Cell cell() {
    return getActivationFn() instanceof ActivationReLU ? Cell.RELU_RNN : Cell.TANH_RNN;
  }

  /** Makes {@link Rnn} layers. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends RecurrentCell.Builder<Builder> {
    public Builder() {
      activation(Activation.TANH);
    }

    @Override
    public Rnn build() {
      return new Rnn(this);
    }
  }
}
