package unroll.layers.kernel;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import unroll.layers.kernel.NativeRows.Place;

/**
 * One thread's rows of a batch, through all steps forward and back. What it keeps between the two
 * passes is read by the other threads when they sum up the gradients of the weights.
 */
final class FloatShare {
  private final Cell cell;
  private final FloatCell arithmetic;
  private final int units;
  private final int width;
  private final FloatWeights weights;
  private final FloatWeights.Products products;

  private final FloatStore inputStore = new FloatStore();
  private final FloatStore sumStore = new FloatStore();
  private final FloatStore recurrentSumStore = new FloatStore();
  private final FloatStore hiddenStore = new FloatStore();
  private final FloatStore hiddenBeforeStore = new FloatStore();
  private final FloatStore outputGradientStore = new FloatStore();
  private final FloatStore stateGradientStore = new FloatStore();
  private final FloatStore inputGradientStore = new FloatStore();

  private final FloatTape hiddenTape = new FloatTape();
  private float[] heapSums = new float[0];
  private float[] heapRecurrentSums = new float[0];
  private float[] stateGradient = new float[0];
  private float[] cellGradient = new float[0];
  private float[] heapScratch = new float[0];
  private float[] initialHidden = new float[0];
  private float[] initialCell = new float[0];

  private StepOrder order;
  private LayerInput input;
  private boolean startsFromZero;

  FloatShare(Cell cell, int units, FloatWeights weights) {
    this.cell = cell;
    this.units = units;
    this.width = cell.gates() * units;
    this.weights = weights;
    this.products = weights.products();
    this.arithmetic = FloatCell.of(cell, units);
  }

  /** The rows and their initial states, {@code [batch * unit]} each or null for zeros. */
  void begin(
      LayerInput newInput,
      StepOrder newOrder,
      float[] hidden,
      float[] cellState,
      boolean keepTape) {
    order = newOrder;
    input = newInput;
    startsFromZero = hidden == null;
    int count = order.slots() * units;
    heapSums = grown(heapSums, order.slots() * width);
    heapRecurrentSums =
        cell.hasRecurrentBias()
            ? grown(heapRecurrentSums, order.slots() * width)
            : heapRecurrentSums;
    stateGradient = grown(stateGradient, count);
    cellGradient = grown(cellGradient, count);
    heapScratch = grown(heapScratch, count);
    initialHidden = rowsOf(hidden, initialHidden);
    initialCell = rowsOf(cellState, initialCell);
    hiddenTape.begin(order, units, keepTape);
    arithmetic.begin(order, keepTape, weights.bias(), weights.recurrentBias());
  }

  void forward(Place output) {
    FloatPointer sums = sumStore.of((long) GradientProduct.rounded(order.count()) * width);
    multiplyInput(sums);
    int hiddenRows = order.slots() + order.count();
    int paddedHidden = order.slots() + GradientProduct.rounded(order.count());
    FloatPointer hidden = hiddenStore.of((long) paddedHidden * units);
    GradientProduct.clearRows(hidden, units, hiddenRows, paddedHidden);
    hidden.position(0).put(initialHidden, 0, order.slots() * units);
    FloatPointer before = new FloatPointer(hidden);
    FloatPointer recurrentSums =
        recurrentSumStore.of(cell.hasRecurrentBias() ? (long) order.slots() * width : 1);
    for (int step = 0; step < order.steps(); step++) {
      int slots = order.active(step);
      long first = order.offset(step);
      before.position(rowBefore(step) * units);
      sums.position(first * width);
      boolean isProductZero = step == 0 && startsFromZero;
      if (cell.hasRecurrentBias()) {
        multiplyApart(slots, before, recurrentSums, isProductZero);
      } else if (!isProductZero) {
        products.recurrent().multiply(slots, before, true, sums);
      }
      sums.get(heapSums, 0, slots * width);
      float[] after = hiddenTape.at(step);
      arithmetic.forward(
          step, slots, heapSums, heapRecurrentSums, hiddenBefore(step), initialCell, after);
      hidden.position((order.slots() + first) * units).put(after, 0, slots * units);
    }
    new NativeRows(output, Place.of(hidden, units), units)
        .scatter(order.slots(), order.places(), 0, order.count());
  }

  private void multiplyInput(FloatPointer sums) {
    int count = order.count();
    if (input instanceof LayerInput.Ids symbols) {
      NativeRows rows =
          new NativeRows(Place.of(sums, width), Place.of(weights.inputRows(), width), width);
      int[] places = order.places();
      for (int i = 0; i < count; i++) {
        int id = symbols.ids()[places[i]];
        if (id < 0) {
          rows.zero(i);
        } else {
          rows.copy(i, id, 1);
        }
      }
    } else if (count > 0) {
      int features = weights.inputs();
      int padded = GradientProduct.rounded(count);
      FloatPointer packed = inputStore.of((long) padded * features);
      GradientProduct.clearRows(packed, features, count, padded);
      new NativeRows(
              Place.of(packed, features),
              Place.of(NativeMatrix.of(((LayerInput.Frames) input).matrix()), features),
              features)
          .gather(0, order.places(), 0, count);
      products.input().multiply(padded, packed, false, sums);
    }
  }

  private void multiplyApart(int slots, FloatPointer before, FloatPointer sums, boolean isZero) {
    if (isZero) {
      Arrays.fill(heapRecurrentSums, 0, slots * width, 0);
    } else {
      products.recurrent().multiply(slots, before, false, sums.position(0));
      sums.get(heapRecurrentSums, 0, slots * width);
    }
  }

  /**
   * Back-propagates, overwriting the sums with their gradients.
   *
   * @param finalHidden {@code [batch * unit]} gradient of the final hidden states, null for zeros
   * @param finalCell likewise of the cell states
   * @param wantsInitial whether the gradient of the initial state is asked for
   */
  void backward(
      Place outputGradient, float[] finalHidden, float[] finalCell, boolean wantsInitial) {
    FloatPointer packedGradient = outputGradientStore.of((long) order.count() * units);
    new NativeRows(Place.of(packedGradient, units), outputGradient, units)
        .gather(0, order.places(), 0, order.count());
    FloatPointer sums = sumStore.of((long) GradientProduct.rounded(order.count()) * width);
    int padded = GradientProduct.rounded(order.count());
    GradientProduct.clearRows(sums, width, order.count(), padded);
    FloatPointer recurrentSums =
        recurrentSumStore.of(cell.hasRecurrentBias() ? (long) padded * width : 1);
    if (cell.hasRecurrentBias()) {
      GradientProduct.clearRows(recurrentSums, width, order.count(), padded);
    }
    FloatPointer before = stateGradientStore.of((long) order.slots() * units);
    stateGradient = rowsOf(finalHidden, stateGradient);
    cellGradient = rowsOf(finalCell, cellGradient);
    for (int step = order.steps() - 1; step >= 0; step--) {
      int slots = order.active(step);
      long first = order.offset(step);
      packedGradient.position(first * units).get(heapScratch, 0, slots * units);
      FloatMath.add(stateGradient, heapScratch, slots * units);
      arithmetic.backward(
          step,
          slots,
          hiddenBefore(step),
          hiddenTape.at(step),
          initialCell,
          stateGradient,
          cellGradient,
          heapSums,
          heapRecurrentSums);
      sums.position(first * width).put(heapSums, 0, slots * width);
      FloatPointer toBefore = sums;
      if (cell.hasRecurrentBias()) {
        recurrentSums.position(first * width).put(heapRecurrentSums, 0, slots * width);
        toBefore = recurrentSums;
      }
      if (step > 0 || wantsInitial) {
        products.recurrentTransposed().multiply(slots, toBefore, false, before);
        before.get(heapScratch, 0, slots * units);
        FloatMath.add(stateGradient, heapScratch, slots * units);
      }
    }
  }

  /** The gradient of the input, from the gradients of the sums. */
  void inputGradient(InputGradient gradient) {
    if (order.count() == 0) {
      return;
    }
    int features = weights.inputs();
    int count = order.count();
    int padded = GradientProduct.rounded(count);
    FloatPointer packed = inputGradientStore.of((long) padded * features);
    Place there = Place.of(NativeMatrix.of(gradient.matrix()), features);
    Place here = Place.of(packed, features);
    if (gradient.isAdded()) {
      new NativeRows(here, there, features).gather(0, order.places(), 0, count);
    }
    products.inputTransposed().multiply(padded, sumStore.of(0), gradient.isAdded(), packed);
    new NativeRows(there, here, features).scatter(0, order.places(), 0, count);
  }

  /** What the recurrent weights were multiplied with, {@code [count, unit]}. */
  FloatPointer hiddenBefore() {
    FloatPointer hidden = hiddenStore.of(0);
    if (order.isUniform()) {
      return hidden;
    }
    int padded = GradientProduct.rounded(order.count());
    FloatPointer packed = hiddenBeforeStore.of((long) padded * units);
    GradientProduct.clearRows(packed, units, order.count(), padded);
    NativeRows rows = new NativeRows(Place.of(packed, units), Place.of(hidden, units), units);
    for (int step = 0; step < order.steps(); step++) {
      rows.copy(order.offset(step), (int) rowBefore(step), order.active(step));
    }
    return packed;
  }

  /** Gradients of the sums with the input, {@code [count, gate * unit]}. */
  FloatPointer sumGradients() {
    return sumStore.of(0);
  }

  /** Gradients of the sums with the state. */
  FloatPointer recurrentSumGradients() {
    return cell.hasRecurrentBias() ? recurrentSumStore.of(0) : sumStore.of(0);
  }

  /** The input in this order, {@code [count, feature]}, where it is no symbols. */
  FloatPointer packedInput() {
    return inputStore.of(0);
  }

  StepOrder order() {
    return order;
  }

  /** States after every row's last step, into {@code [batch * unit]}. */
  void finalStates(float[] hidden, float[] cellState) {
    for (int slot = 0; slot < order.slots(); slot++) {
      int last = order.length(slot) - 1;
      int target = order.row(slot) * units;
      float[] from = last < 0 ? initialHidden : hiddenTape.at(last);
      System.arraycopy(from, slot * units, hidden, target, units);
      if (cellState != null) {
        float[] cells = last < 0 ? initialCell : arithmetic.cellState(last);
        System.arraycopy(cells, slot * units, cellState, target, units);
      }
    }
  }

  /** Gradients of the initial states, into {@code [batch * unit]}. */
  void initialGradients(float[] hidden, float[] cellState) {
    for (int slot = 0; slot < order.slots(); slot++) {
      int target = order.row(slot) * units;
      System.arraycopy(stateGradient, slot * units, hidden, target, units);
      if (cellState != null) {
        System.arraycopy(cellGradient, slot * units, cellState, target, units);
      }
    }
  }

  /** Row of the matrix of hidden states at which those before a step begin. */
  private long rowBefore(int step) {
    return step == 0 ? 0 : order.slots() + (long) order.offset(step - 1);
  }

  private float[] hiddenBefore(int step) {
    return step == 0 ? initialHidden : hiddenTape.at(step - 1);
  }

  private float[] rowsOf(float[] batch, float[] old) {
    int count = order.slots() * units;
    float[] rows = grown(old, count);
    if (batch == null) {
      Arrays.fill(rows, 0, count, 0);
    } else {
      for (int slot = 0; slot < order.slots(); slot++) {
        System.arraycopy(batch, order.row(slot) * units, rows, slot * units, units);
      }
    }
    return rows;
  }

  private static float[] grown(float[] array, int needed) {
    return array.length < needed ? new float[needed] : array;
  }
}
