package unroll.layers;

import java.util.Objects;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import unroll.layers.kernel.Cell;

/**
 * Long short-term memory with a forget gate, without peepholes (Gers et al., 2000): {@code c = f c'
 * + i g, h = o tanh(c)} with i, f, o = sigmoid and g = tanh of {@code W x + R h' + b}.
 */
public final class Lstm extends RecurrentCell {
  private static final long serialVersionUID = 1L;
  private static final int FORGET_GATE = 1;

  private double forgetGateBias = 1;

  private Lstm() {}

  private Lstm(Builder builder) {
    super(builder);
    if (!(getActivationFn() instanceof ActivationTanH)) {
      throw new IllegalArgumentException(
          "Lstm: activation: expected TANH, got " + getActivationFn());
    }
    this.forgetGateBias = builder.forgetGateBias;
    initializeConstraints(builder);
  }

  @Override
  public Cell cell() {
    return Cell.LSTM;
  }

  @Override
  public double biasInit(int gate) {
    return gate == FORGET_GATE ? forgetGateBias : super.biasInit(gate);
  }

  /** Where the bias of the forget gate starts. */
  public double getForgetGateBias() {
    return forgetGateBias;
  }

  public void setForgetGateBias(double forgetGateBias) {
    this.forgetGateBias = forgetGateBias;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof Lstm that
        && forgetGateBias == that.forgetGateBias;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), forgetGateBias);
  }

  /** Makes {@link Lstm} layers. */
  @SuppressWarnings("unchecked")
  public static final class Builder extends RecurrentCell.Builder<Builder> {
    private double forgetGateBias = 1;

    public Builder() {
      activation(Activation.TANH);
    }

    /** Where the bias of the forget gate starts: 1 remembers at first (Jozefowicz et al., 2015). */
    public Builder forgetGateBias(double forgetGateBias) {
      this.forgetGateBias = forgetGateBias;
      return this;
    }

    @Override
    public Lstm build() {
      return new Lstm(this);
    }
  }
}
