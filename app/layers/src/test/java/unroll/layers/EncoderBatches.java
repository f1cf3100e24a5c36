package unroll.layers;

import static unroll.layers.TestNetworks.NO_WORKSPACES;
import static unroll.layers.TestNetworks.random;

import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batches whose steps hold frames, symbols and nothing, and passes of an encoder over them. */
final class EncoderBatches {
  private EncoderBatches() {}

  /** What a pass forward and back gave. */
  record Result(INDArray output, INDArray gradient) {}

  /**
   * Steps that hold different things; every fourth or so is empty.
   *
   * @param symbols 0 for none
   * @return {@code [batch, 1 + frame, time]}
   */
  static INDArray mixed(DataType type, long seed, int batch, StepEncoder encoder, int time) {
    Random random = new Random(seed);
    INDArray input = random(type, seed, batch, encoder.getNIn(), time);
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < time; step++) {
        int choice = random.nextInt(4);
        boolean isSymbol = choice == 1 && encoder.getSymbols() > 0;
        int content =
            choice == 0
                ? StepEncoder.NOTHING
                : isSymbol ? random.nextInt(encoder.getSymbols()) : StepEncoder.FRAME;
        input.putScalar(row, 0, step, content);
      }
    }
    return input;
  }

  /** Frames at all steps. */
  static INDArray frames(DataType type, long seed, int batch, StepEncoder encoder, int time) {
    INDArray input = random(type, seed, batch, encoder.getNIn(), time);
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < time; step++) {
        input.putScalar(row, 0, step, StepEncoder.FRAME);
      }
    }
    return input;
  }

  /** The network's first layer on a batch in training. */
  static INDArray activate(MultiLayerNetwork network, INDArray input, INDArray mask) {
    Layer layer = network.getLayer(0);
    layer.setMaskArray(mask);
    layer.setInput(input, NO_WORKSPACES);
    return layer.activate(true, NO_WORKSPACES);
  }

  static Result run(MultiLayerNetwork network, INDArray input, INDArray mask, INDArray epsilon) {
    // Gradients are overwritten, whatever is there.
    network.getGradientsViewArray().assign(9);
    INDArray output = activate(network, input, mask).dup('c');
    network.getLayer(0).backpropGradient(epsilon, NO_WORKSPACES);
    return new Result(output, network.getGradientsViewArray().dup());
  }
}
