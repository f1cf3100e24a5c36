package unroll.bench;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import unroll.config.UserException;
import unroll.layers.Gru;
import unroll.layers.Lstm;
import unroll.layers.Merge;
import unroll.layers.ParallelAdam;
import unroll.layers.RecurrentCell;
import unroll.layers.Rnn;
import unroll.layers.SequenceOutput;
import unroll.network.CellType;

/** The same network of the suite's layers and of DL4J's own. */
final class BenchmarkNetworks {
  private static final double LEARNING_RATE = 0.002;

  private BenchmarkNetworks() {}

  static MultiLayerNetwork of(Work work, boolean isBidirectional) {
    NeuralNetConfiguration.ListBuilder stack =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.XAVIER)
            .updater(
                work.isStock()
                    ? new Adam(LEARNING_RATE)
                    : new ParallelAdam(LEARNING_RATE, 0.9, 0.999, 1e-8))
            .list();
    int width = work.vocabulary();
    for (int layer = 0; layer < work.layers(); layer++) {
      if (work.isStock()) {
        BaseRecurrentLayer recurrent = stock(work, width);
        stack.layer(
            isBidirectional ? new Bidirectional(Bidirectional.Mode.CONCAT, recurrent) : recurrent);
      } else {
        stack.layer(ours(work, width, layer == 0, isBidirectional));
      }
      width = isBidirectional ? 2 * work.hidden() : work.hidden();
    }
    if (work.isStock()) {
      stack.layer(
          new RnnOutputLayer.Builder(LossFunction.MCXENT)
              .dataFormat(RNNFormat.NCW)
              .activation(Activation.SOFTMAX)
              .nIn(width)
              .nOut(work.vocabulary())
              .build());
    } else {
      stack.layer(new SequenceOutput.Builder().nIn(width).nOut(work.vocabulary()).build());
    }
    MultiLayerNetwork network = new MultiLayerNetwork(stack.build());
    network.init();
    return network;
  }

  private static RecurrentCell ours(Work work, int width, boolean isFirst, boolean isBothWays) {
    RecurrentCell.Builder<?> builder =
        switch (work.cell()) {
          case RNN -> new Rnn.Builder();
          case LSTM -> new Lstm.Builder();
          case GRU -> new Gru.Builder();
        };
    builder.nIn(width).nOut(work.hidden());
    builder.symbolInput(isFirst);
    if (isBothWays) {
      builder.bidirectional(Merge.CONCATENATE);
    }
    return builder.build();
  }

  private static BaseRecurrentLayer stock(Work work, int width) {
    if (work.cell() == CellType.GRU) {
      throw new UserException("--cell: Deeplearning4j has no gru of its own; leave out --stock");
    }
    return work.cell() == CellType.LSTM
        ? new LSTM.Builder().activation(Activation.TANH).nIn(width).nOut(work.hidden()).build()
        : new SimpleRnn.Builder()
            .activation(Activation.TANH)
            .nIn(width)
            .nOut(work.hidden())
            .build();
  }
}
