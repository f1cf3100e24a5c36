package unroll.layers.kernel;

/** What a recurrent layer computes at a step. */
public enum Cell {
  /** {@code h = tanh(W x + R h' + b)} (Elman, 1990). */
  TANH_RNN(1, false),
  /** {@code h = max(0, W x + R h' + b)} (Le et al., 2015). */
  RELU_RNN(1, false),
  /** Long short-term memory with a forget gate, without peepholes (Gers et al., 2000). */
  LSTM(4, false),
  /**
   * Gated recurrent unit (Cho et al., 2014), the reset gate applied after the recurrent product as
   * in cuDNN, so that its candidate has a bias on either side.
   */
  GRU(3, true);

  private final int gates;
  private final boolean recurrentBias;

  Cell(int gates, boolean recurrentBias) {
    this.gates = gates;
    this.recurrentBias = recurrentBias;
  }

  /** Products of an input and a state that a unit sums up at a step. */
  public int gates() {
    return gates;
  }

  /** Whether the recurrent product has a bias of its own, and is kept apart from the input's. */
  public boolean hasRecurrentBias() {
    return recurrentBias;
  }

  /** Whether it hands on a cell state beside the hidden state. */
  public boolean hasCellState() {
    return this == LSTM;
  }
}
