package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layers' weights of a decoder with input feeding as its products read them. The first layer's
 * are cut in two: what it reads of its input is multiplied for all steps at once, what it gave at
 * the step before is not.
 */
final class FedWeights {
  private final List<FloatWeights> layers = new ArrayList<>();
  private final PackedMatrix ofGiven;
  private final PackedMatrix ofGivenBack;
  private CellWeights first;

  /**
   * @param cells one a layer
   * @param weights any of the same shapes
   * @param given numbers that the decoder gives at a step
   */
  FedWeights(List<Cell> cells, List<CellWeights> weights, int given) {
    for (int i = 0; i < cells.size(); i++) {
      CellWeights layer = weights.get(i);
      int inputs = (int) layer.input().size(0) - (i == 0 ? given : 0);
      int units = (int) layer.recurrent().size(0);
      layers.add(new FloatWeights(inputs, units, cells.get(i).gates() * units));
    }
    this.ofGiven = PackedMatrix.of(given, layers.get(0).width());
    this.ofGivenBack = PackedMatrix.of(layers.get(0).width(), given);
  }

  /** Takes weights for forward passes. */
  void begin(List<CellWeights> weights) {
    first = weights.get(0);
    int inputs = layers.get(0).inputs();
    INDArray ofInput = PortableRows.first(first.input(), inputs);
    layers
        .get(0)
        .begin(
            new CellWeights(ofInput, first.recurrent(), first.bias(), first.recurrentBias()),
            false);
    for (int i = 1; i < layers.size(); i++) {
      layers.get(i).begin(weights.get(i), false);
    }
    pack(ofGiven, false);
  }

  /** Prepares a backward pass with the same weights. */
  void beginBackward() {
    layers.forEach(layer -> layer.beginBackward(true));
    pack(ofGivenBack, true);
  }

  private void pack(PackedMatrix matrix, boolean isBack) {
    FloatWeights layer = layers.get(0);
    long start = (long) layer.inputs() * layer.width();
    Workers.shared()
        .run(1, task -> matrix.pack(NativeMatrix.of(first.input()).position(start), isBack));
  }

  List<FloatWeights> layers() {
    return layers;
  }

  /** For one thread: what the decoder gave, with its weights. */
  PackedMatrix.Product ofGiven() {
    return ofGiven.product();
  }

  /** For one thread: back from the gradients of the first layer's sums. */
  PackedMatrix.Product ofGivenBack() {
    return ofGivenBack.product();
  }
}
