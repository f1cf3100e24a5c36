package unroll.layers.kernel;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** An embedding in ND4J operations. */
public final class PortableEmbedding implements EmbeddingKernel {
  @Override
  @SuppressWarnings("try")
  public void forward(int[] ids, INDArray weights, INDArray output) {
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      int[] readable = IntStream.of(ids).map(id -> Math.max(0, id)).toArray();
      output.assign(Nd4j.pullRows(weights, 1, readable, 'c'));
      if (IntStream.of(ids).anyMatch(id -> id < 0)) {
        double[] present = IntStream.of(ids).mapToDouble(id -> id < 0 ? 0 : 1).toArray();
        output.muliColumnVector(
            Nd4j.createFromArray(present).castTo(output.dataType()).reshape(ids.length, 1));
      }
    }
  }

  @Override
  @SuppressWarnings("try")
  public void backward(
      int[] ids, INDArray outputGradient, INDArray weightGradient, boolean isAdded) {
    if (!isAdded) {
      weightGradient.assign(0);
    }
    int[] rows = IntStream.range(0, ids.length).filter(row -> ids[row] >= 0).toArray();
    if (rows.length == 0) {
      return;
    }
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray symbols = Nd4j.createFromArray(IntStream.of(rows).map(row -> ids[row]).toArray());
      Nd4j.exec(
          DynamicCustomOp.builder("scatter_add")
              .addInputs(weightGradient, symbols, Nd4j.pullRows(outputGradient, 1, rows, 'c'))
              .addOutputs(weightGradient)
              .addBooleanArguments(true)
              .build());
    }
  }
}
