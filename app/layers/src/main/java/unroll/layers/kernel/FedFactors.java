package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.layers.kernel.NativeRows.Place;

/** What the dropouts of a decoder with input feeding multiply with, for one thread's rows. */
final class FedFactors {
  private final int given;
  private final List<Integer> widths;
  private final List<FloatStore> stores = new ArrayList<>();
  private final FloatStore givenStore = new FloatStore();
  private final FloatRows rows = new FloatRows();
  private List<INDArray> factors;

  /**
   * @param widths numbers that every layer reads, without what the decoder gave
   * @param given numbers that it gives at a step
   */
  FedFactors(List<Integer> widths, int given) {
    this.widths = widths;
    this.given = given;
    widths.forEach(width -> stores.add(new FloatStore()));
  }

  /** Takes factors, one a layer or null, in the order of the rows. */
  void begin(StepOrder order, List<INDArray> newFactors) {
    factors = newFactors;
    for (int layer = 0; layer < widths.size(); layer++) {
      if (factors.get(layer) != null) {
        gather(order, layer, 0, widths.get(layer), stores.get(layer));
      }
    }
    if (factors.get(0) != null) {
      gather(order, 0, widths.get(0), given, givenStore);
    }
  }

  private void gather(StepOrder order, int layer, int column, int width, FloatStore store) {
    INDArray all = factors.get(layer);
    FloatPointer packed = store.of(StoredRows.size(order.count(), width));
    Place from = new Place(NativeMatrix.of(all), (int) all.size(1), column);
    new NativeRows(Place.of(packed, width), from, width)
        .gather(0, order.places(), 0, order.count());
  }

  /** Multiplies what a layer reads, or its gradient, at some positions of the order. */
  void apply(int layer, FloatPointer numbers, int position, int count) {
    if (factors.get(layer) != null) {
      int width = widths.get(layer);
      rows.multiply(
          numbers, StoredRows.at(stores.get(layer), position, width), (long) count * width);
    }
  }

  /** Likewise what the first layer reads of what the decoder gave. */
  void applyToGiven(FloatPointer numbers, int position, int count) {
    if (factors.get(0) != null) {
      rows.multiply(numbers, StoredRows.at(givenStore, position, given), (long) count * given);
    }
  }
}
