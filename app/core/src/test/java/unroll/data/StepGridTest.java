package unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class StepGridTest {
  private static final Channel MIXED = new Channel.Mixed(FrameShape.flat(2), 4);

  /** All numbers in c order. */
  private static float[] numbers(StepGrid grid) {
    return numbers(grid.toFeatures(DataType.FLOAT));
  }

  private static float[] numbers(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  @Test
  void nothingStandsInANewGrid() {
    assertArrayEquals(
        new float[] {-1, -1, -1, -1, -1, -1}, numbers(StepGrid.of(Channel.symbols(9), 2, 3)));
    assertArrayEquals(new float[8], numbers(StepGrid.of(Channel.numbers(2), 2, 2)));
    assertArrayEquals(new float[8], numbers(StepGrid.of(new Channel.YesNo(2), 2, 2)));
    assertArrayEquals(
        new float[] {-1, -1, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0}, numbers(StepGrid.of(MIXED, 2, 2)));
  }

  @Test
  void theShapeFollowsFromWhatAStepIs() {
    INDArray symbols = StepGrid.of(Channel.symbols(9), 2, 3).toFeatures(DataType.DOUBLE);
    assertArrayEquals(new long[] {2, 1, 3}, symbols.shape());
    assertEquals(DataType.INT32, symbols.dataType());
    INDArray frames = StepGrid.of(Channel.numbers(5), 2, 3).toFeatures(DataType.DOUBLE);
    assertArrayEquals(new long[] {2, 5, 3}, frames.shape());
    assertEquals(DataType.DOUBLE, frames.dataType());
    INDArray mixed = StepGrid.of(MIXED, 2, 3).toFeatures(DataType.DOUBLE);
    assertArrayEquals(new long[] {2, 3, 3}, mixed.shape());
    assertEquals(DataType.DOUBLE, mixed.dataType());
  }

  @Test
  void aSequenceLiesFromTheGivenStepOnInItsRow() {
    StepGrid symbols = StepGrid.of(Channel.symbols(9), 2, 4);
    symbols.put(1, 2, Symbols.of(7, 8));
    symbols.put(0, 0, Symbols.of(5));
    assertArrayEquals(new float[] {5, -1, -1, -1, -1, -1, 7, 8}, numbers(symbols));

    StepGrid frames = StepGrid.of(Channel.numbers(2), 2, 3);
    frames.put(1, 1, new Frames(new float[] {1, 2, 3, 4}, 2));
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 0, 1, 3, 0, 2, 4}, numbers(frames));
  }

  @Test
  void framesAndSymbolsShareTheRowsOfAMixedGrid() {
    StepGrid grid = StepGrid.of(MIXED, 2, 3);
    grid.put(0, 0, Symbols.of(3, 0));
    grid.put(0, 2, new Frames(new float[] {0.5f, -6}, 2));
    grid.put(1, 1, new Frames(new float[] {1, 2, 3, 4}, 2));
    grid.put(1, 0, 2);
    assertArrayEquals(
        new float[] {3, 0, -2, 0, 0, 0.5f, 0, 0, -6, 2, -2, -2, 0, 1, 3, 0, 2, 4}, numbers(grid));
  }

  @Test
  void whereNoLabelStandsTheLossLooksAtIdZero() {
    StepGrid labels = StepGrid.of(Channel.symbols(9), 1, 3);
    labels.put(0, 1, Symbols.of(6));
    assertArrayEquals(new float[] {0, 6, 0}, numbers(labels.toLabels(DataType.FLOAT)));

    StepGrid targets = StepGrid.of(Channel.numbers(1), 1, 3);
    targets.put(0, 1, new Frames(new float[] {-6}, 1));
    assertArrayEquals(new float[] {0, -6, 0}, numbers(targets.toLabels(DataType.FLOAT)));
  }

  @Test
  void anotherKindOfStepIsRefused() {
    Frames frames = new Frames(new float[] {1, 2}, 2);
    StepGrid symbols = StepGrid.of(Channel.symbols(3), 1, 2);
    assertEquals(
        "expected Symbolic[size=3], got another kind",
        assertThrows(IllegalArgumentException.class, () -> symbols.put(0, 0, frames)).getMessage());
    StepGrid numbers = StepGrid.of(Channel.numbers(2), 1, 2);
    assertEquals(
        "expected Numeric[size=2], got another kind",
        assertThrows(IllegalArgumentException.class, () -> numbers.put(0, 0, Symbols.of(1)))
            .getMessage());
  }

  @Test
  void framesOfAnotherSizeAreRefused() {
    StepGrid grid = StepGrid.of(MIXED, 1, 2);
    assertEquals(
        "expected frames of 2 numbers, got 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> grid.put(0, 0, new Frames(new float[] {1, 2, 3}, 3)))
            .getMessage());
  }
}
