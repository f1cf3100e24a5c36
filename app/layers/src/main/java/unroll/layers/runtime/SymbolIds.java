package unroll.layers.runtime;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads arrays of symbol ids. */
final class SymbolIds {
  private SymbolIds() {}

  /**
   * Ids in the layers' own order.
   *
   * @param input {@code [batch, 1, time]} of any type
   * @param symbols number of symbols
   * @return {@code [time * batch]}, -1 where there is no symbol
   * @throws IllegalArgumentException if one is out of range; the message begins with {@code layer}
   */
  static int[] timeMajor(INDArray input, int symbols, String layer) {
    int batch = (int) input.size(0);
    int time = (int) input.size(2);
    int[] ids = new int[time * batch];
    double[] rowMajor = input.dup('c').data().asDouble();
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < time; step++) {
        double value = rowMajor[row * time + step];
        int id = (int) value;
        if (id != value || id < -1 || id >= symbols) {
          String shown = id == value ? String.valueOf(id) : String.valueOf(value);
          throw new IllegalArgumentException(
              "%s: id %s at row %d, step %d; expected 0 to %d, or -1 for none"
                  .formatted(layer, shown, row, step, symbols - 1));
        }
        ids[step * batch + row] = id;
      }
    }
    return ids;
  }
}
