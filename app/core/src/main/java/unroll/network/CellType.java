package unroll.network;

import org.nd4j.linalg.activations.Activation;
import unroll.layers.Gru;
import unroll.layers.Lstm;
import unroll.layers.RecurrentCell;
import unroll.layers.Rnn;

/** What a recurrent layer computes at a step. */
public enum CellType {
  /** {@code h = tanh(W x + R h' + b)} (Elman, 1990), or with relu. */
  RNN {
    @Override
    RecurrentCell.Builder<?> builder(NetworkConfig config) {
      return new Rnn.Builder()
          .activation(
              config.activation() == NetworkConfig.RnnActivation.RELU
                  ? Activation.RELU
                  : Activation.TANH);
    }
  },
  /** Long short-term memory with a forget gate, without peepholes (Gers et al., 2000). */
  LSTM {
    @Override
    RecurrentCell.Builder<?> builder(NetworkConfig config) {
      return new Lstm.Builder().forgetGateBias(config.forgetGateBias());
    }
  },
  /** Gated recurrent unit, its reset gate after the recurrent product (Cho et al., 2014). */
  GRU {
    @Override
    RecurrentCell.Builder<?> builder(NetworkConfig config) {
      return new Gru.Builder();
    }
  };

  /** A layer of this cell, its sizes still open. */
  abstract RecurrentCell.Builder<?> builder(NetworkConfig config);
}
