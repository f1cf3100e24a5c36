package unroll.network;

import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;

/** What a recurrent layer computes at a step. */
public enum CellType {
  /** {@code h = tanh(W x + U h' + b)} (Elman, 1990). */
  RNN {
    @Override
    BaseRecurrentLayer.Builder<?> builder(NetworkConfig config) {
      return new SimpleRnn.Builder().activation(Activation.TANH);
    }
  },
  /** Long short-term memory with a forget gate, without peepholes (Gers et al., 2000). */
  LSTM {
    @Override
    BaseRecurrentLayer.Builder<?> builder(NetworkConfig config) {
      return new LSTM.Builder()
          .forgetGateBiasInit(config.forgetGateBias())
          .gateActivationFunction(Activation.SIGMOID)
          .activation(Activation.TANH);
    }
  };

  /** A layer of this cell, its sizes still open. */
  abstract BaseRecurrentLayer.Builder<?> builder(NetworkConfig config);
}
