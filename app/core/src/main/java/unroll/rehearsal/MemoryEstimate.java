package unroll.rehearsal;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.learning.config.IUpdater;
import unroll.data.DataShape;
import unroll.layers.Attention;
import unroll.layers.EncoderDecoder;
import unroll.layers.Lstm;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.layers.SymbolEmbedding;
import unroll.layers.kernel.EncoderShape;
import unroll.layers.kernel.OutputKernel;

/**
 * The memory of an optimizer step with the fast kernel, in bytes, without Java itself, its
 * libraries and the data.
 *
 * <p>With N steps of the batch, A of them with padding, L labeled ones, F frames, and of a layer f
 * inputs, u units, g gates and d directions, the numbers that a step keeps are
 *
 * <ul>
 *   <li>recurrent: {@code d N (g u + 4 u + t u)}, t being the tapes of the cell: 6 of an lstm, 4 +
 *       g of a gru, 0 of an rnn; {@code d A u} of output, three times where it is pooled; unless it
 *       reads symbols {@code 2 d N f + A f} of input and its gradient; {@code A f} of dropout
 *   <li>encoder and decoder: those of their layers, the one at the steps without a label, the other
 *       at those with one; with an attention {@code 2 A (s + 3 u)}, s being the numbers of an
 *       encoded step
 *   <li>output: {@code L C} logits, at most a block of them, of C labels; {@code A f} of gradient;
 *       {@code 2 L f} where not every step has a label
 *   <li>embedding: {@code A u}
 *   <li>encoder: {@code A u} and, of every frame, its pixels, twice the numbers of all maps, and
 *       what convolutions give before pooling
 *   <li>the parameters: seven times more, by measurement, for matrices packed for the processor and
 *       for what starting them leaves with the allocator
 *   <li>the batch: three times its numbers, for the next one is made at the same time
 * </ul>
 *
 * @param parameters the weights
 * @param gradient of them
 * @param optimizer what it remembers of earlier gradients
 * @param copies of the weights to compute with
 * @param activations what a step keeps
 * @param batch what a step reads, and the next one
 */
record MemoryEstimate(
    double parameters,
    double gradient,
    double optimizer,
    double copies,
    double activations,
    double batch) {
  private static final int LSTM_TAPES = 6;
  private static final int GRU_TAPES = 4;
  private static final int COPIES = 7;
  private static final int ARRAYS_OF_A_BATCH = 3;

  /**
   * @param largest the batch
   * @param bytes of a number
   */
  static MemoryEstimate of(
      MultiLayerConfiguration network,
      IUpdater updater,
      DataShape shape,
      EpochCensus.Batch largest,
      int bytes) {
    long parameters = LayerTable.parameters(network);
    double activations = 0;
    for (int layer = 0; layer < network.getConfs().size(); layer++) {
      activations += numbers(network.getConf(layer).getLayer(), largest);
    }
    double ofAStep =
        (shape.input().isSymbols() ? 1 : 1.0 + shape.input().size())
            + (shape.labels().isSymbols() ? 1 : shape.labels().size());
    return new MemoryEstimate(
        (double) bytes * parameters,
        (double) bytes * parameters,
        (double) bytes * updater.stateSize(parameters),
        (double) bytes * COPIES * parameters,
        bytes * activations,
        bytes * ARRAYS_OF_A_BATCH * ofAStep * largest.cells());
  }

  double total() {
    return parameters + gradient + optimizer + copies + activations + batch;
  }

  List<String> lines(EpochCensus.Batch largest) {
    return List.of(
        "memory of a training, estimated for the largest batch (%s, %s)"
            .formatted(
                Figures.count(largest.rows(), "sequence"), Figures.count(largest.steps(), "step")),
        line("parameters", parameters),
        line("their gradient", gradient),
        line("the optimizer's state", optimizer),
        line("copies to compute with", copies),
        line("activations", activations),
        line("the batch and the next one", batch),
        line("in all, besides Java and the data", total()));
  }

  private static String line(String what, double bytes) {
    return "  " + Figures.left(what, 36) + Figures.right(Figures.bytes(bytes), 12);
  }

  private static double numbers(Layer layer, EpochCensus.Batch batch) {
    double cells = batch.cells();
    if (layer instanceof RecurrentCell cell) {
      return recurrent(cell, batch);
    } else if (layer instanceof EncoderDecoder stacks) {
      return recurrent(stacks.getEncoder(), batch.source())
          + recurrent(stacks.getDecoder(), batch.target())
          + attention(stacks, batch);
    } else if (layer instanceof SequenceOutput output) {
      double rows =
          Math.min(
              batch.labels(),
              OutputKernel.rowsOfBlock(OutputKernel.BLOCK_NUMBERS, (int) output.getNOut()));
      double gathered = batch.labels() < batch.cells() ? 2 * rows * output.getNIn() : 0;
      double dropped = output.getIDropout() == null ? 0 : cells * output.getNIn();
      return rows * output.getNOut() + cells * output.getNIn() + gathered + dropped;
    } else if (layer instanceof SymbolEmbedding embedding) {
      return cells * embedding.getNOut();
    } else if (layer instanceof StepEncoder encoder) {
      return cells * encoder.getNOut() + batch.frames() * ofAFrame(encoder.shape());
    }
    return 0;
  }

  private static double recurrent(List<RecurrentCell> stack, EpochCensus.Batch batch) {
    return stack.stream().mapToDouble(cell -> recurrent(cell, batch)).sum();
  }

  private static double recurrent(RecurrentCell layer, EpochCensus.Batch batch) {
    double steps = batch.steps();
    double cells = batch.cells();
    double units = layer.getNOut();
    double gates = layer.cell().gates();
    double inputs = layer.getNIn();
    double directions = layer.getMerge() == null ? 1 : 2;
    double tapes =
        layer.cell().hasRecurrentBias()
            ? GRU_TAPES + gates
            : layer instanceof Lstm ? LSTM_TAPES : 0;
    double kept = directions * steps * units * (gates + 4 + tapes);
    double output = directions * cells * units * (layer.getPooling() == null ? 1 : 3);
    double dropped = layer.getIDropout() == null ? 0 : cells * inputs;
    double ofInput = layer.isSymbolInput() ? 0 : 2 * directions * steps * inputs + cells * inputs;
    return kept + output + dropped + ofInput;
  }

  /** Contexts and states beside each other, what becomes of them, and the gradients of both. */
  private static double attention(EncoderDecoder stacks, EpochCensus.Batch batch) {
    return stacks.getAttention() == Attention.NONE
        ? 0
        : 2.0 * batch.cells() * (stacks.sourceWidth() + 3.0 * stacks.getNOut());
  }

  private static double ofAFrame(EncoderShape shape) {
    double numbers = shape.frame();
    for (EncoderShape.Block block : shape.blocks()) {
      double pooled =
          (double) block.filters()
              * (block.height() / block.pool())
              * (block.width() / block.pool());
      numbers += (double) block.filters() * block.height() * block.width() + 2 * pooled;
    }
    for (int units : shape.hidden()) {
      numbers += 2.0 * units;
    }
    return numbers + 2.0 * shape.outputs();
  }
}
