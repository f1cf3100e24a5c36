package unroll.layers.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StepOrderTest {
  private static final INDArray MASK =
      Nd4j.createFromArray(
          new double[][] {
            {0, 0, 0, 0},
            {1, 1, 1, 0},
            {0, 1, 0, 1},
            {1, 1, 1, 1},
            {0, 0, 0, 1}
          });

  @Test
  void longRowsStandFirstAndTheirStepsAreTheUnmaskedOnes() {
    StepOrder order = StepOrder.of(MASK, 5, 4, false);
    assertArrayEquals(new int[] {3, 1, 2, 4, 0}, order.rows());
    assertEquals(4, order.steps());
    assertEquals(10, order.count());
    assertEquals(List.of(4, 3, 2, 1), active(order));
    assertArrayEquals(
        new int[] {
          place(0, 3),
          place(0, 1),
          place(1, 2),
          place(3, 4),
          place(1, 3),
          place(1, 1),
          place(3, 2),
          place(2, 3),
          place(2, 1),
          place(3, 3)
        },
        order.places());
    assertFalse(order.isUniform());
  }

  @Test
  void backwardEveryRowBeginsAtItsOwnEnd() {
    StepOrder order = StepOrder.of(MASK, 5, 4, true);
    assertArrayEquals(
        new int[] {
          place(3, 3),
          place(2, 1),
          place(3, 2),
          place(3, 4),
          place(2, 3),
          place(1, 1),
          place(1, 2),
          place(1, 3),
          place(0, 1),
          place(0, 3)
        },
        order.places());
  }

  @Test
  void withoutAMaskAllRowsAreReadTogetherInTheirOwnOrder() {
    StepOrder order = StepOrder.of(null, 3, 2, false);
    assertTrue(order.isUniform());
    assertArrayEquals(new int[] {0, 1, 2}, order.rows());
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, order.places());
    assertEquals(3, order.offset(1));
  }

  @Test
  void aBatchWithoutAStepHasAllItsRowsStill() {
    StepOrder order = StepOrder.of(Nd4j.zeros(3, 4), 3, 4, false);
    assertEquals(0, order.steps());
    assertEquals(0, order.count());
    assertEquals(3, order.slots());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 9})
  void sharesHaveEveryRowAndEveryStepOnce(int most) {
    for (INDArray mask : new INDArray[] {null, MASK, Nd4j.zeros(5, 4)}) {
      StepOrder whole = StepOrder.of(mask, 5, 4, true);
      List<StepOrder> shares = whole.shares(most);
      assertEquals(Math.min(most, 5), shares.size());
      assertArrayEquals(
          Arrays.stream(whole.rows()).sorted().toArray(),
          shares.stream().flatMapToInt(share -> Arrays.stream(share.rows())).sorted().toArray());
      assertArrayEquals(
          Arrays.stream(whole.places()).sorted().toArray(),
          shares.stream().flatMapToInt(share -> Arrays.stream(share.places())).sorted().toArray());
      for (StepOrder share : shares) {
        assertKeepsOrder(whole, share);
      }
    }
  }

  /** Every row is read in the order of the whole batch, longest first. */
  private static void assertKeepsOrder(StepOrder whole, StepOrder share) {
    assertEquals(whole.batch(), share.batch());
    assertEquals(whole.time(), share.time());
    int slots = share.slots();
    for (int slot = 0; slot < slots; slot++) {
      int row = share.row(slot);
      int there = IntStream.of(whole.rows()).boxed().toList().indexOf(row);
      assertEquals(whole.length(there), share.length(slot));
      assertTrue(slot == 0 || share.length(slot) <= share.length(slot - 1));
      for (int step = 0; step < share.length(slot); step++) {
        assertEquals(
            whole.places()[whole.offset(step) + there], share.places()[share.offset(step) + slot]);
      }
    }
  }

  @Test
  void sharesOfUnequalRowsHaveAboutTheSameWork() {
    int rows = 12;
    INDArray mask = Nd4j.zeros(rows, rows);
    for (int row = 0; row < rows; row++) {
      for (int step = 0; step <= row; step++) {
        mask.putScalar(row, step, 1);
      }
    }
    List<StepOrder> shares = StepOrder.of(mask, rows, rows, false).shares(3);
    assertEquals(List.of(30, 26, 22), shares.stream().map(StepOrder::count).toList());
    assertEquals(List.of(4, 4, 4), shares.stream().map(StepOrder::slots).toList());
  }

  @Test
  void sharesOfEqualRowsAreNeighbors() {
    List<StepOrder> shares = StepOrder.of(null, 7, 2, false).shares(3);
    assertArrayEquals(new int[] {0, 1}, shares.get(0).rows());
    assertArrayEquals(new int[] {2, 3}, shares.get(1).rows());
    assertArrayEquals(new int[] {4, 5, 6}, shares.get(2).rows());
    assertTrue(shares.stream().allMatch(StepOrder::isUniform));
  }

  private static int place(int step, int row) {
    return step * 5 + row;
  }

  private static List<Integer> active(StepOrder order) {
    return IntStream.range(0, order.steps()).map(order::active).boxed().toList();
  }
}
