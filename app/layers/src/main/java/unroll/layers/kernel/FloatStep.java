package unroll.layers.kernel;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * One recurrent layer that reads one row step by step, in microseconds: what its weights are now,
 * without an array object a step.
 */
public final class FloatStep {
  private final Cell cell;
  private final int units;
  private final int width;
  private final CellWeights source;
  private final FloatCell arithmetic;
  private final FloatPointer sums;
  private final FloatPointer hidden;
  private final float[] heapSums;
  private final float[] heapRecurrentSums;
  private final float[] before;
  private final float[] after;
  private final float[] cellState;
  private FloatPointer inputWeights;
  private FloatPointer recurrentWeights;

  public FloatStep(Cell cell, CellWeights source) {
    this.cell = cell;
    this.source = source;
    this.units = (int) source.recurrent().size(0);
    this.width = cell.gates() * units;
    this.arithmetic = FloatCell.of(cell, units);
    this.sums = new FloatPointer(width);
    this.hidden = new FloatPointer(units);
    this.heapSums = new float[width];
    this.heapRecurrentSums = new float[width];
    this.before = new float[units];
    this.after = new float[units];
    this.cellState = new float[units];
    begin();
  }

  /** Forgets the state and takes the weights as they are now. */
  public void begin() {
    inputWeights = NativeMatrix.of(source.input());
    recurrentWeights = NativeMatrix.of(source.recurrent());
    float[] recurrentBias = cell.hasRecurrentBias() ? source.recurrentBias().toFloatVector() : null;
    arithmetic.begin(StepOrder.single(), false, source.bias().toFloatVector(), recurrentBias);
    Arrays.fill(after, 0);
    Arrays.fill(cellState, 0);
    hidden.put(after);
  }

  /**
   * Reads a symbol.
   *
   * @param id below 0 for none
   */
  public void read(int id) {
    if (id < 0) {
      Arrays.fill(heapSums, 0);
    } else {
      inputWeights.position((long) id * width).get(heapSums, 0, width);
    }
    step();
  }

  /**
   * Reads numbers.
   *
   * @param input {@code [input]} from the pointer's position
   */
  public void read(FloatPointer input) {
    FloatGemm.multiplyRow(
        (int) source.input().size(0), width, input, inputWeights.position(0), 0, sums);
    sums.get(heapSums, 0, width);
    step();
  }

  private void step() {
    FloatGemm.multiplyRow(units, width, hidden, recurrentWeights, 0, sums);
    sums.get(heapRecurrentSums, 0, width);
    if (!cell.hasRecurrentBias()) {
      FloatMath.add(heapSums, heapRecurrentSums, width);
    }
    System.arraycopy(after, 0, before, 0, units);
    arithmetic.forward(0, 1, heapSums, heapRecurrentSums, before, cellState, after);
    if (cell.hasCellState()) {
      System.arraycopy(arithmetic.cellState(0), 0, cellState, 0, units);
    }
    hidden.put(after, 0, units);
  }

  /** The hidden state {@code [unit]} in native memory; do not change it. */
  public FloatPointer hidden() {
    return hidden;
  }

  /** A copy of the hidden state {@code [unit]}. */
  public float[] hiddenNumbers() {
    return after.clone();
  }

  /** A copy of the cell state {@code [unit]}, null for cells without one. */
  public float[] cellNumbers() {
    return cell.hasCellState() ? cellState.clone() : null;
  }
}
