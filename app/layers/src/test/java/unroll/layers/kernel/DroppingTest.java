package unroll.layers.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DroppingTest {
  private static final int LENGTH = 300_001;

  private static float[] dropped(double kept, long seed, int length) {
    INDArray from = Nd4j.ones(DataType.FLOAT, length);
    INDArray to = Nd4j.create(DataType.FLOAT, length);
    new Dropping(kept, seed).apply(from, to);
    return to.toFloatVector();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.6, 0.8, 0.99})
  void keepsAsManyNumbersAsItShouldAndRaisesThem(double kept) {
    int count = 0;
    for (float number : dropped(kept, 7, LENGTH)) {
      if (number != 0) {
        assertEquals((float) (1 / kept), number);
        count++;
      }
    }
    double deviation = Math.sqrt(kept * (1 - kept) * LENGTH);
    assertEquals(kept * LENGTH, count, 4 * deviation);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 256, 512, 4096, 65_536})
  void whetherANumberIsKeptDoesNotDependOnAnother(int distance) {
    float[] numbers = dropped(0.5, 11, LENGTH);
    assertIndependent(
        Arrays.copyOf(numbers, LENGTH - distance), Arrays.copyOfRange(numbers, distance, LENGTH));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 1L << 32, -1, 0x9E3779B97F4A7C15L})
  void drawsOfOtherSeedsHaveNothingInCommon(long apart) {
    float[] numbers = dropped(0.5, 11, LENGTH);
    float[] others = dropped(0.5, 11 + apart, LENGTH);
    assertIndependent(numbers, others);
    // Nor does a draw go on where another was a chunk before.
    assertFalse(Arrays.equals(numbers, 4096, 8192, others, 0, 4096));
  }

  private static void assertIndependent(float[] a, float[] b) {
    int equal = 0;
    for (int i = 0; i < a.length; i++) {
      equal += a[i] == b[i] ? 1 : 0;
    }
    assertEquals(0.5 * a.length, equal, 4 * Math.sqrt(0.25 * a.length));
  }

  @Test
  void theLengthAndSoTheThreadsDoNotChangeWhatIsKept() {
    float[] few = dropped(0.6, 3, 5000);
    assertArrayEquals(few, Arrays.copyOf(dropped(0.6, 3, LENGTH), few.length));
  }

  @Test
  void worksInPlaceAndMultipliesWhatItKeeps() {
    INDArray numbers = Nd4j.rand(DataType.FLOAT, 130, 257).addi(1);
    INDArray expected =
        numbers.mul(Nd4j.createFromArray(dropped(0.7, 5, 130 * 257)).reshape(130, 257));
    new Dropping(0.7, 5).apply(numbers, numbers);
    assertArrayEquals(expected.ravel().toFloatVector(), numbers.ravel().toFloatVector(), 1e-6f);
  }

  @Test
  void keepsEverythingWithProbabilityOne() {
    float[] ones = new float[LENGTH];
    Arrays.fill(ones, 1);
    assertArrayEquals(ones, dropped(1, 9, LENGTH));
  }

  @Test
  void servesFloatsThatLieOneAfterTheOther() {
    assertTrue(Dropping.serves(Nd4j.create(DataType.FLOAT, 3, 4)));
    assertFalse(Dropping.serves(Nd4j.create(DataType.DOUBLE, 3, 4)));
    assertFalse(Dropping.serves(Nd4j.create(DataType.FLOAT, 3, 4).transpose()));
  }
}
