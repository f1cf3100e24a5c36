package unroll.layers.kernel;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A layer of a decoder that goes step by step: one thread's rows. What it keeps between the two
 * passes is read by the other threads when they sum up the gradients of the weights.
 */
final class FedLayer {
  private final Cell cell;
  private final FloatCell arithmetic;
  private final int units;
  private final int width;
  private final FloatWeights weights;
  private final FloatWeights.Products products;
  private final FloatStore inputStore = new FloatStore();
  private final FloatStore sumStore = new FloatStore();
  private final FloatStore recurrentSumStore = new FloatStore();
  private final FloatStore beforeStore = new FloatStore();
  private final FloatStore ofBeforeStore = new FloatStore();
  private final FloatTape hiddenTape = new FloatTape();
  private float[] sums = new float[0];
  private float[] recurrentSums = new float[0];
  private float[] ofHidden = new float[0];
  private float[] ofMemory = new float[0];
  private float[] scratch = new float[0];
  private float[] initialHidden = new float[0];
  private float[] initialMemory = new float[0];
  private StepOrder order;

  FedLayer(Cell cell, int units, FloatWeights weights) {
    this.cell = cell;
    this.units = units;
    this.width = cell.gates() * units;
    this.weights = weights;
    this.products = weights.products();
    this.arithmetic = FloatCell.of(cell, units);
  }

  /** Takes rows and their states {@code [batch * unit]}; those of the cell null without one. */
  void begin(StepOrder newOrder, float[] hidden, float[] memory) {
    order = newOrder;
    int count = order.slots() * units;
    sums = grown(sums, order.slots() * width);
    recurrentSums = grown(recurrentSums, order.slots() * width);
    ofHidden = grown(ofHidden, count);
    ofMemory = grown(ofMemory, count);
    scratch = grown(scratch, count);
    initialHidden = grown(initialHidden, count);
    initialMemory = grown(initialMemory, count);
    for (int slot = 0; slot < order.slots(); slot++) {
      System.arraycopy(hidden, order.row(slot) * units, initialHidden, slot * units, units);
      if (memory != null) {
        System.arraycopy(memory, order.row(slot) * units, initialMemory, slot * units, units);
      }
    }
    hiddenTape.begin(order, units, true);
    arithmetic.begin(order, true, weights.bias(), weights.recurrentBias());
    StoredRows.cleared(inputStore, order.count(), weights.inputs());
    StoredRows.cleared(beforeStore, order.count(), units);
    sumStore.of(StoredRows.size(order.count(), width));
    recurrentSumStore.of(StoredRows.size(order.count(), width));
    if (order.steps() > 0) {
      before(0).put(initialHidden, 0, order.active(0) * units);
    }
  }

  /** Numbers that the layer reads at a step. */
  int inputWidth() {
    return weights.inputs();
  }

  /** What the layer reads, from a position of the order on. */
  FloatPointer inputs(int position) {
    return StoredRows.at(inputStore, position, weights.inputs());
  }

  /** Sums of products with the input, and after a pass back their gradients. */
  FloatPointer sums(int position) {
    return StoredRows.at(sumStore, position, width);
  }

  /** Gradients of the sums of products with the state, after a pass back. */
  FloatPointer recurrentSums(int position) {
    return cell.hasRecurrentBias()
        ? StoredRows.at(recurrentSumStore, position, width)
        : sums(position);
  }

  /** Hidden states before every step. */
  FloatPointer before(int position) {
    return StoredRows.at(beforeStore, position, units);
  }

  /** The products of inputs, which lie there already, with their weights. */
  void multiplyInputs(int position, int count) {
    if (count > 0) {
      products.input().multiply(count, inputs(position), false, sums(position));
    }
  }

  /**
   * A step whose products with the input are done.
   *
   * @return hidden states after it {@code [slot * unit]}, not to be changed
   */
  float[] forward(int step) {
    int slots = order.active(step);
    int first = order.offset(step);
    FloatPointer place = sums(first);
    if (cell.hasRecurrentBias()) {
      FloatPointer apart = recurrentSums(first);
      products.recurrent().multiply(slots, before(first), false, apart);
      apart.get(recurrentSums, 0, slots * width);
    } else {
      products.recurrent().multiply(slots, before(first), true, place);
    }
    place.get(sums, 0, slots * width);
    float[] after = hiddenTape.at(step);
    arithmetic.forward(step, slots, sums, recurrentSums, hiddenBefore(step), initialMemory, after);
    if (step + 1 < order.steps()) {
      before(order.offset(step + 1)).put(after, 0, order.active(step + 1) * units);
    }
    return after;
  }

  private float[] hiddenBefore(int step) {
    return step == 0 ? initialHidden : hiddenTape.at(step - 1);
  }

  /** Before the last step is gone back through. */
  void beginBackward() {
    Arrays.fill(ofHidden, 0, order.slots() * units, 0);
    Arrays.fill(ofMemory, 0, order.slots() * units, 0);
    int padded = GradientProduct.rounded(order.count());
    GradientProduct.clearRows(sums(0), width, order.count(), padded);
    GradientProduct.clearRows(recurrentSums(0), width, order.count(), padded);
    ofBeforeStore.of((long) order.slots() * units);
  }

  /**
   * A step backward.
   *
   * @param gradient of its hidden states {@code [slot * unit]}
   */
  void backward(int step, float[] gradient) {
    int slots = order.active(step);
    int first = order.offset(step);
    FloatMath.add(ofHidden, gradient, slots * units);
    arithmetic.backward(
        step,
        slots,
        hiddenBefore(step),
        hiddenTape.at(step),
        initialMemory,
        ofHidden,
        ofMemory,
        sums,
        recurrentSums);
    sums(first).put(sums, 0, slots * width);
    if (cell.hasRecurrentBias()) {
      recurrentSums(first).put(recurrentSums, 0, slots * width);
    }
    FloatPointer ofBefore = ofBeforeStore.of(0);
    products.recurrentTransposed().multiply(slots, recurrentSums(first), false, ofBefore);
    ofBefore.get(scratch, 0, slots * units);
    FloatMath.add(ofHidden, scratch, slots * units);
  }

  /** From the gradients of sums to those of inputs, which it writes. */
  void inputsBack(int position, int count, FloatPointer ofInputs) {
    if (count > 0) {
      products.inputTransposed().multiply(count, sums(position), false, ofInputs);
    }
  }

  /** States after every row's last step, into {@code [batch * unit]}. */
  void finalStates(float[] hidden, float[] memory) {
    for (int slot = 0; slot < order.slots(); slot++) {
      int last = order.length(slot) - 1;
      int target = order.row(slot) * units;
      float[] from = last < 0 ? initialHidden : hiddenTape.at(last);
      System.arraycopy(from, slot * units, hidden, target, units);
      if (memory != null) {
        float[] cells = last < 0 ? initialMemory : arithmetic.cellState(last);
        System.arraycopy(cells, slot * units, memory, target, units);
      }
    }
  }

  /** Gradients of the first states, into {@code [batch * unit]}. */
  void initialGradients(float[] hidden, float[] memory) {
    for (int slot = 0; slot < order.slots(); slot++) {
      int target = order.row(slot) * units;
      System.arraycopy(ofHidden, slot * units, hidden, target, units);
      if (memory != null) {
        System.arraycopy(ofMemory, slot * units, memory, target, units);
      }
    }
  }

  private static float[] grown(float[] array, int needed) {
    return array.length < needed ? new float[needed] : array;
  }
}
