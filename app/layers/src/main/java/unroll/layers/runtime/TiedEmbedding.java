package unroll.layers.runtime;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unroll.layers.SequenceOutput;

/**
 * How an output layer finds the embedding that it is tied to. DL4J's layers do not know each other,
 * but their parameters are views of one flat vector, in which the first layer's come first; so it
 * is with their gradients. Nothing is stored, so the tie holds for copied and restored networks.
 */
final class TiedEmbedding {
  /** Stands where the output layer has not written its gradient yet. Any type holds it exactly. */
  private static final double UNWRITTEN = 0x1p-100;

  private TiedEmbedding() {}

  /**
   * The weights of an output layer.
   *
   * @param flat the parameters of that layer
   * @param name of it, for messages
   * @return a view {@code [output, input]}
   */
  static INDArray outputWeights(INDArray flat, SequenceOutput output, String name) {
    return vectors(flat, output.getTiedFrom(), output, name);
  }

  /**
   * Where an output layer writes its part of the gradient. Vectors that are no output's get zeros,
   * to which the embedding adds.
   *
   * @param flat the gradients of that layer
   * @return a view {@code [output, input]}
   * @throws IllegalStateException if no tied embedding is there
   */
  static INDArray outputGradient(INDArray flat, SequenceOutput output, String name) {
    INDArray all = vectors(flat, 0, output, name);
    requireUnwritten(all, name);
    long from = output.getTiedFrom();
    if (from > 0) {
      all.get(NDArrayIndex.interval(0, from), NDArrayIndex.all()).assign(0);
    }
    return vectors(flat, from, output, name);
  }

  /** From a symbol to the one that the last output is. */
  private static INDArray vectors(INDArray flat, long from, SequenceOutput output, String name) {
    long symbols = output.getTiedFrom() + output.getNOut();
    return matrix(flat, from, symbols, output.getNIn(), name);
  }

  /**
   * Some vectors of the first layer.
   *
   * @param view the last layer's parameters or gradients
   * @param from the first of them
   * @param symbols the first layer's, up to the last of them
   * @param layer the layer's name, for messages
   * @return a view {@code [symbols - from, width]} in c order
   * @throws IllegalStateException if the numbers in front of the layer's are too few
   */
  private static INDArray matrix(INDArray view, long from, long symbols, long width, String layer) {
    DataBuffer flat = view.data().underlyingDataBuffer();
    long first = flat == null ? 0 : flat.offset();
    long before = flat == null ? 0 : view.offset() - first;
    if (before < symbols * width) {
      throw new IllegalStateException(
          ("%s: tiedToEmbedding: expected the network's first layer to be a SymbolEmbedding with"
                  + " nIn %d and nOut %d, but only %d parameters are in front of this layer's")
              .formatted(layer, symbols, width, before));
    }
    DataBuffer root = flat.originalDataBuffer() == null ? flat : flat.originalDataBuffer();
    return Nd4j.create(
        root,
        new long[] {symbols - from, width},
        new long[] {width, 1},
        first + from * width,
        'c',
        view.dataType());
  }

  /** Says that the output layer has not yet written its part of a tied embedding's gradient. */
  static void markUnwritten(INDArray gradient) {
    gradient.putScalar(0, 0, UNWRITTEN);
  }

  private static boolean isUnwritten(INDArray gradient) {
    return gradient.getDouble(0, 0) == UNWRITTEN;
  }

  private static void requireUnwritten(INDArray gradient, String layer) {
    if (!isUnwritten(gradient)) {
      throw new IllegalStateException(
          ("%s: tiedToEmbedding: expected the network's first layer to be a SymbolEmbedding with"
                  + " nIn %d, nOut %d and tied(true) that is being trained")
              .formatted(layer, gradient.size(0), gradient.size(1)));
    }
  }

  /**
   * Called by the embedding before it adds its part.
   *
   * @throws IllegalStateException if no output layer has written its part
   */
  static void requireWritten(INDArray gradient, String layer) {
    if (isUnwritten(gradient)) {
      throw new IllegalStateException(
          layer
              + ": tied: expected the network's last layer to be a SequenceOutput with"
              + " tiedToEmbedding(true)");
    }
  }
}
