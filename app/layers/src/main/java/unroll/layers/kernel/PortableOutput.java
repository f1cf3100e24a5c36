package unroll.layers.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.shape.OneHot;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import unroll.layers.SequenceLoss;

/** An output layer in ND4J operations. */
public final class PortableOutput implements OutputKernel {
  private final SequenceLoss loss;
  private final double labelSmoothing;
  private final long blockNumbers;

  /**
   * An output layer's arithmetic.
   *
   * @param labelSmoothing part of a target that is spread over all outputs; softmax only
   * @param blockNumbers most numbers in a block of logits
   */
  public PortableOutput(SequenceLoss loss, double labelSmoothing, long blockNumbers) {
    this.loss = loss;
    this.labelSmoothing = labelSmoothing;
    this.blockNumbers = blockNumbers;
  }

  @Override
  @SuppressWarnings("try")
  public void activate(INDArray input, OutputWeights weights, INDArray output) {
    int rows = (int) input.size(0);
    int block = OutputKernel.rowsOfBlock(blockNumbers, weights.outputs());
    for (int from = 0; from < rows; from += block) {
      try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        int to = Math.min(rows, from + block);
        INDArray logits = logits(slice(input, from, to), weights);
        slice(output, from, to).assign(activations(logits));
        logits.close();
      }
    }
  }

  private INDArray activations(INDArray logits) {
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> {
        Transforms.exp(logits.subiColumnVector(logits.max(true, 1)), false);
        yield logits.diviColumnVector(logits.sum(true, 1));
      }
      case SIGMOID_CROSS_ENTROPY -> Transforms.sigmoid(logits, false);
      case MEAN_SQUARED_ERROR -> logits;
    };
  }

  @Override
  public double[] losses(LabeledRows rows, OutputWeights weights) {
    return run(rows, weights, null);
  }

  @Override
  public double[] train(LabeledRows rows, OutputWeights weights, OutputGradients gradients) {
    gradients.weights().assign(0);
    gradients.bias().assign(0);
    return run(rows, weights, gradients);
  }

  @SuppressWarnings("try")
  private double[] run(LabeledRows rows, OutputWeights weights, OutputGradients gradients) {
    double[] losses = new double[rows.count()];
    int block = OutputKernel.rowsOfBlock(blockNumbers, weights.outputs());
    for (int from = 0; from < rows.count(); from += block) {
      int[] places = Arrays.copyOfRange(rows.places(), from, Math.min(rows.count(), from + block));
      try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        INDArray input = Nd4j.pullRows(rows.matrix(), 1, places, 'c');
        INDArray logits = logits(input, weights);
        INDArray targets = targets(rows.targets(), places, logits);
        INDArray lossOfRows = toGradient(logits, targets);
        System.arraycopy(lossOfRows.data().asDouble(), 0, losses, from, places.length);
        if (gradients != null) {
          backward(input, logits, weights, gradients, places);
        }
        targets.close();
        logits.close();
      }
    }
    return losses;
  }

  private static INDArray logits(INDArray input, OutputWeights weights) {
    INDArray matrix = weights.isTransposed() ? weights.matrix().transpose() : weights.matrix();
    return input.mmul(matrix).addiRowVector(weights.bias());
  }

  private static INDArray targets(OutputTargets targets, int[] places, INDArray logits) {
    if (targets instanceof OutputTargets.Symbols symbols) {
      int[] ids = Arrays.stream(places).map(place -> symbols.ids()[place]).toArray();
      INDArray oneHot =
          Nd4j.createUninitialized(logits.dataType(), new long[] {ids.length, logits.size(1)}, 'c');
      Nd4j.exec(new OneHot(Nd4j.createFromArray(ids), oneHot, (int) logits.size(1)));
      return oneHot;
    }
    return Nd4j.pullRows(((OutputTargets.Numbers) targets).matrix(), 1, places, 'c');
  }

  /** Turns logits into the loss's gradient in place and returns the loss of every row. */
  private INDArray toGradient(INDArray logits, INDArray targets) {
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> softmax(logits, targets);
      case SIGMOID_CROSS_ENTROPY -> sigmoid(logits, targets);
      case MEAN_SQUARED_ERROR -> {
        logits.subi(targets);
        INDArray losses = logits.mul(logits).mean(1);
        logits.muli(2.0 / logits.size(1));
        yield losses;
      }
    };
  }

  private INDArray softmax(INDArray logits, INDArray targets) {
    INDArray weight = targets.sum(true, 1);
    if (labelSmoothing > 0) {
      targets.muli(1 - labelSmoothing);
      targets.addiColumnVector(weight.mul(labelSmoothing / logits.size(1)));
    }
    logits.subiColumnVector(logits.max(true, 1));
    INDArray expected = logits.mul(targets).sum(true, 1);
    Transforms.exp(logits, false);
    INDArray sum = logits.sum(true, 1);
    INDArray losses = Transforms.log(sum).muli(weight).subi(expected);
    logits.diviColumnVector(sum).muliColumnVector(weight).subi(targets);
    return losses;
  }

  private static INDArray sigmoid(INDArray logits, INDArray targets) {
    // max(z, 0) - z t + log(1 + e^-|z|) overflows for no z.
    INDArray losses = Transforms.log(Transforms.exp(Transforms.abs(logits).negi(), false).addi(1));
    losses.addi(Transforms.max(logits, 0)).subi(logits.mul(targets));
    Transforms.sigmoid(logits, false).subi(targets);
    return losses.sum(1);
  }

  private static void backward(
      INDArray input,
      INDArray logitGradient,
      OutputWeights weights,
      OutputGradients gradients,
      int[] places) {
    gradients
        .weights()
        .addi(
            weights.isTransposed()
                ? logitGradient.transpose().mmul(input)
                : input.transpose().mmul(logitGradient));
    gradients.bias().addi(logitGradient.sum(0));
    INDArray matrix = weights.isTransposed() ? weights.matrix() : weights.matrix().transpose();
    Nd4j.exec(
        DynamicCustomOp.builder("scatter_upd")
            .addInputs(gradients.input(), Nd4j.createFromArray(places), logitGradient.mmul(matrix))
            .addOutputs(gradients.input())
            .build());
  }

  private static INDArray slice(INDArray matrix, int from, int to) {
    return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }
}
