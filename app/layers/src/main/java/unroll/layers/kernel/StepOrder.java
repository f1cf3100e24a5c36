package unroll.layers.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which steps of which rows one direction reads, and in which order.
 *
 * <p>A row is read at its unmasked steps only, one after the other, so padding at the front, in the
 * middle and at the end costs nothing and changes nothing: the row is what it would be alone. Rows
 * stand in slots, the longest first, so that the rows that are still being read at a step are a
 * prefix. The hidden states of all steps and slots lie one step after the other in a packed matrix
 * {@code [count, unit]}.
 */
public final class StepOrder {
  private final int batch;
  private final int time;
  private final int[] rows;
  private final int[][] times;
  private final int[] active;
  private final int[] offsets;
  private final int[] places;

  /** The same for every row: step 0, 1, 2 and on, or backward. */
  private final boolean uniform;

  private StepOrder(int batch, int time, int[] rows, int[][] times) {
    this.batch = batch;
    this.time = time;
    this.rows = rows;
    this.times = times;
    int steps = rows.length == 0 ? 0 : times[0].length;
    this.active = new int[steps];
    this.offsets = new int[steps + 1];
    this.uniform = rows.length == 0 || times[rows.length - 1].length == steps;
    int slots = rows.length;
    for (int step = 0; step < steps; step++) {
      while (times[slots - 1].length <= step) {
        slots--;
      }
      active[step] = slots;
      offsets[step + 1] = offsets[step] + slots;
    }
    this.places = new int[offsets[steps]];
    for (int step = 0; step < steps; step++) {
      for (int slot = 0; slot < active[step]; slot++) {
        places[offsets[step] + slot] = times[slot][step] * batch + rows[slot];
      }
    }
  }

  /**
   * The order of a batch.
   *
   * @param mask {@code [batch, time]}, 0 where a step is padding; null: no padding
   * @param backward whether the last step is read first
   */
  public static StepOrder of(INDArray mask, int batch, int time, boolean backward) {
    int[][] timesOfRows = new int[batch][];
    int[] all = unmasked(null, 0, time, backward);
    // Row by row ND4J would make an array object for each.
    double[] values = mask == null ? null : mask.dup('c').data().asDouble();
    for (int row = 0; row < batch; row++) {
      timesOfRows[row] = mask == null ? all : unmasked(values, row * time, time, backward);
    }
    Integer[] byLength = new Integer[batch];
    Arrays.setAll(byLength, row -> row);
    Arrays.sort(byLength, Comparator.comparing(row -> -timesOfRows[row].length));
    int[] rows = Arrays.stream(byLength).mapToInt(Integer::intValue).toArray();
    return new StepOrder(
        batch,
        time,
        rows,
        Arrays.stream(rows).mapToObj(row -> timesOfRows[row]).toArray(int[][]::new));
  }

  /** One step of one row. */
  static StepOrder single() {
    return of(null, 1, 1, false);
  }

  private static int[] unmasked(double[] mask, int start, int time, boolean backward) {
    int[] times = new int[time];
    int count = 0;
    for (int i = 0; i < time; i++) {
      int step = backward ? time - 1 - i : i;
      if (mask == null || mask[start + step] != 0) {
        times[count++] = step;
      }
    }
    return Arrays.copyOf(times, count);
  }

  /** The same order cut into parts of about the same work, each an order of its own. */
  public List<StepOrder> shares(int most) {
    int parts = Math.max(1, Math.min(most, rows.length));
    List<StepOrder> shares = new ArrayList<>(parts);
    for (int part = 0; part < parts; part++) {
      int[] slots = uniform ? neighbors(part, parts) : everyNth(part, parts);
      shares.add(
          new StepOrder(
              batch,
              time,
              Arrays.stream(slots).map(slot -> rows[slot]).toArray(),
              Arrays.stream(slots).mapToObj(slot -> times[slot]).toArray(int[][]::new)));
    }
    return shares;
  }

  /** Rows beside each other lie beside each other in memory. */
  private int[] neighbors(int part, int parts) {
    int from = rows.length * part / parts;
    int to = rows.length * (part + 1) / parts;
    int[] slots = new int[to - from];
    Arrays.setAll(slots, i -> from + i);
    return slots;
  }

  private int[] everyNth(int part, int parts) {
    int[] slots = new int[(rows.length - part - 1) / parts + 1];
    Arrays.setAll(slots, i -> part + i * parts);
    return slots;
  }

  /** Rows of the whole batch. */
  public int batch() {
    return batch;
  }

  /** Steps of the whole batch, padding among them. */
  public int time() {
    return time;
  }

  /** Steps of the longest row. */
  public int steps() {
    return active.length;
  }

  /** Steps of all rows together. */
  public int count() {
    return places.length;
  }

  /** Number of slots. */
  public int slots() {
    return rows.length;
  }

  /** The batch's row in a slot. */
  public int row(int slot) {
    return rows[slot];
  }

  /** Steps of a slot's row. */
  public int length(int slot) {
    return times[slot].length;
  }

  /** Slots still being read at a step. */
  public int active(int step) {
    return active[step];
  }

  /** Position of a step's first slot in a packed matrix. */
  public int offset(int step) {
    return offsets[step];
  }

  /** Whether all rows have the same length. */
  public boolean isUniform() {
    return uniform;
  }

  /** {@code time * batch + row} of every position of a packed matrix. Not to be changed. */
  public int[] places() {
    return places;
  }

  /** The batch's row of every slot. Not to be changed. */
  public int[] rows() {
    return rows;
  }
}
