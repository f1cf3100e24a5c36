package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import unroll.layers.kernel.NativeRows.Place;

/** One thread's rows of a decoder with input feeding, through all steps forward and back. */
final class FedShare {
  private final int inputs;
  private final int units;
  private final List<FedLayer> layers = new ArrayList<>();
  private final FedFactors factors;
  private final AttentionShare attention;
  private final AttentionTape tape;
  private final PackedMatrix.Product ofGivenForward;
  private final PackedMatrix.Product ofGivenBack;
  private final FloatStore givenStore = new FloatStore();
  private final FloatStore ofInputStore = new FloatStore();
  private final FloatStore ofGivenStore = new FloatStore();
  private float[] numbers = new float[0];
  private float[] others = new float[0];
  private float[] initialGiven;
  private StepOrder order;

  /**
   * @param units that the decoder gives at a step
   */
  FedShare(
      List<Cell> cells,
      int units,
      FedWeights weights,
      AttentionShare attention,
      AttentionTape tape) {
    this.units = units;
    this.attention = attention;
    this.tape = tape;
    this.inputs = weights.layers().get(0).inputs();
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      FloatWeights own = weights.layers().get(i);
      layers.add(new FedLayer(cells.get(i), own.width() / cells.get(i).gates(), own));
      widths.add(own.inputs());
    }
    this.factors = new FedFactors(widths, units);
    this.ofGivenForward = weights.ofGiven();
    this.ofGivenBack = weights.ofGivenBack();
  }

  /**
   * Takes rows.
   *
   * @param initial {@code [batch * unit]} of every layer's hidden and cell states; null without
   * @param given {@code [batch * unit]}, what was given before; null: zeros
   */
  void begin(
      FedDecoder.Batch batch,
      StepOrder newOrder,
      float[][] initial,
      float[][] initialMemory,
      float[] given) {
    order = newOrder;
    initialGiven = given;
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).begin(order, initial[i], initialMemory[i]);
    }
    factors.begin(order, batch.factors());
    int count = order.count();
    int widest = order.slots() * IntStream.of(units, widestInput()).max().getAsInt();
    numbers = numbers.length < widest ? new float[widest] : numbers;
    others = others.length < widest ? new float[widest] : others;
    Place packed = Place.of(layers.get(0).inputs(0), inputs);
    new NativeRows(packed, Place.of(NativeMatrix.of(batch.input()), inputs), inputs)
        .gather(0, order.places(), 0, count);
    factors.apply(0, layers.get(0).inputs(0), 0, count);
    StoredRows.cleared(givenStore, count, units);
    int[] sources = new int[count];
    for (int i = 0; i < count; i++) {
      sources[i] = batch.sources()[order.places()[i] % order.batch()];
    }
    tape.begin(new Looks(sources, IntStream.rangeClosed(0, count).toArray()));
  }

  private int widestInput() {
    return layers.stream().mapToInt(FedLayer::inputWidth).max().orElse(0);
  }

  void forward(Place output) {
    layers.get(0).multiplyInputs(0, GradientProduct.rounded(order.count()));
    if (order.steps() > 0) {
      beginGiven();
    }
    for (int step = 0; step < order.steps(); step++) {
      forward(step);
    }
    new NativeRows(output, Place.of(tape.outputs(0), units), units)
        .scatter(0, order.places(), 0, order.count());
  }

  private void beginGiven() {
    int slots = order.active(0);
    for (int slot = 0; slot < slots; slot++) {
      if (initialGiven == null) {
        Arrays.fill(numbers, slot * units, (slot + 1) * units, 0);
      } else {
        System.arraycopy(initialGiven, order.row(slot) * units, numbers, slot * units, units);
      }
    }
    given(0).put(numbers, 0, slots * units);
    factors.applyToGiven(given(0), 0, slots);
  }

  private void forward(int step) {
    int slots = order.active(step);
    int first = order.offset(step);
    ofGivenForward.multiply(slots, given(first), true, layers.get(0).sums(first));
    float[] above = layers.get(0).forward(step);
    for (int i = 1; i < layers.size(); i++) {
      FedLayer layer = layers.get(i);
      layer.inputs(first).put(above, 0, slots * layer.inputWidth());
      factors.apply(i, layer.inputs(first), first, slots);
      layer.multiplyInputs(first, slots);
      above = layer.forward(step);
    }
    tape.states(first).put(above, 0, slots * units);
    attention.queries(first, slots);
    for (int look = first; look < first + slots; look++) {
      attention.look(look);
    }
    attention.outputs(first, slots);
    if (step + 1 < order.steps()) {
      int next = order.offset(step + 1);
      int going = order.active(step + 1);
      tape.outputs(first).get(numbers, 0, going * units);
      given(next).put(numbers, 0, going * units);
      factors.applyToGiven(given(next), next, going);
    }
  }

  /**
   * Back-propagates.
   *
   * @param gradient of the output
   * @param ofInput gets that of the input, at target steps
   */
  void backward(Place gradient, Place ofInput) {
    tape.beginBackward();
    layers.forEach(FedLayer::beginBackward);
    new NativeRows(Place.of(tape.ofOutputs(0), units), gradient, units)
        .gather(0, order.places(), 0, order.count());
    ofInputStore.of((long) order.slots() * widestInput());
    ofGivenStore.of((long) order.slots() * units);
    for (int step = order.steps() - 1; step >= 0; step--) {
      backward(step);
    }
    int count = order.count();
    FloatPointer packed = ofInputStore.of(StoredRows.size(count, inputs));
    layers.get(0).inputsBack(0, GradientProduct.rounded(count), packed);
    factors.apply(0, packed, 0, count);
    new NativeRows(ofInput, Place.of(packed, inputs), inputs).scatter(0, order.places(), 0, count);
  }

  private void backward(int step) {
    int slots = order.active(step);
    int first = order.offset(step);
    if (step + 1 < order.steps()) {
      int going = order.active(step + 1) * units;
      tape.ofOutputs(first).get(numbers, 0, going);
      FloatMath.add(numbers, others, going);
      tape.ofOutputs(first).put(numbers, 0, going);
    }
    attention.outputsBack(first, slots);
    for (int look = first; look < first + slots; look++) {
      attention.lookBack(look);
    }
    attention.queriesBack(first, slots);
    tape.ofStates(first).get(numbers, 0, slots * units);
    for (int i = layers.size() - 1; i > 0; i--) {
      FedLayer layer = layers.get(i);
      layer.backward(step, numbers);
      FloatPointer ofInputs = ofInputStore.of(0);
      layer.inputsBack(first, slots, ofInputs);
      factors.apply(i, ofInputs, first, slots);
      ofInputs.get(numbers, 0, slots * layer.inputWidth());
    }
    layers.get(0).backward(step, numbers);
    if (step > 0) {
      FloatPointer ofGiven = ofGivenStore.of(0);
      ofGivenBack.multiply(slots, layers.get(0).sums(first), false, ofGiven);
      factors.applyToGiven(ofGiven, first, slots);
      ofGiven.get(others, 0, slots * units);
    }
  }

  StepOrder order() {
    return order;
  }

  FedLayer layer(int index) {
    return layers.get(index);
  }

  /** What the first layer read of what the decoder gave, {@code [count, unit]}. */
  FloatPointer given(int position) {
    return StoredRows.at(givenStore, position, units);
  }

  /** What was given at every row's last step, into {@code [batch * unit]}. */
  void finalGiven(float[] into) {
    for (int slot = 0; slot < order.slots(); slot++) {
      int last = order.length(slot) - 1;
      int target = order.row(slot) * units;
      if (last >= 0) {
        tape.outputs(order.offset(last) + slot).get(into, target, units);
      } else if (initialGiven != null) {
        System.arraycopy(initialGiven, target, into, target, units);
      }
    }
  }
}
