package unroll.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MajorityClassTest {
  @Test
  void predictsTheMostFrequentLabel() {
    MajorityClass majority = majority(4, 2, 0, 2);

    assertEquals(2, majority.predict());
    assertArrayEquals(new double[] {1 / 3.0, 0, 2 / 3.0, 0}, majority.probabilities(), 1e-15);
  }

  @Test
  void predictsTheLowestOfEquallyFrequentLabels() {
    assertEquals(1, majority(4, 3, 1, 2, 2, 1, 3).predict());
  }

  @Test
  void isCertainOfAnOnlyClass() {
    assertEquals(0, majority(1, 0, 0).predict());
    assertArrayEquals(new double[] {1}, majority(1, 0, 0).probabilities());
  }

  @Test
  void goesOnCountingAfterAPrediction() {
    MajorityClass majority = majority(2, 0);
    assertEquals(0, majority.predict());
    majority.add(1);
    majority.add(1);

    assertEquals(1, majority.predict());
  }

  @Test
  void refusesWhatIsNoClassAndToPredictFromNothing() {
    MajorityClass majority = new MajorityClass(2);

    assertThrows(IndexOutOfBoundsException.class, () -> majority.add(2));
    assertThrows(IndexOutOfBoundsException.class, () -> majority.add(-1));
    assertThrows(IllegalArgumentException.class, majority::predict);
    assertThrows(IllegalArgumentException.class, majority::probabilities);
    assertThrows(IllegalArgumentException.class, () -> new MajorityClass(0));
  }

  private static MajorityClass majority(int classes, int... labels) {
    MajorityClass majority = new MajorityClass(classes);
    for (int label : labels) {
      majority.add(label);
    }
    return majority;
  }
}
