package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {
  private static final float[] VALUES = new float[7 * 3];

  static {
    Random random = new Random(5);
    for (int i = 0; i < VALUES.length; i++) {
      VALUES[i] = (float) random.nextGaussian();
    }
  }

  @Test
  void holdsStepAfterStep() {
    Frames frames = new Frames(VALUES, 3);

    assertEquals(7, frames.length());
    assertEquals(3, frames.width());
    for (int step = 0; step < 7; step++) {
      for (int feature = 0; feature < 3; feature++) {
        assertEquals(VALUES[step * 3 + feature], frames.at(step, feature));
      }
    }
  }

  @Test
  void aSliceOfASliceIsAPartOfTheWhole() {
    Frames slice = new Frames(VALUES, 3).slice(1, 6).slice(2, 4);

    assertEquals(2, slice.length());
    assertEquals(3, slice.width());
    assertEquals(VALUES[9], slice.at(0, 0));
    assertEquals(VALUES[14], slice.at(1, 2));
    assertEquals(0, slice.slice(2, 2).length());
  }

  @Test
  void nothingBeyondTheEndsOfASliceCanBeRead() {
    Frames slice = new Frames(VALUES, 3).slice(1, 3);

    assertThrows(IndexOutOfBoundsException.class, () -> slice.at(-1, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.at(2, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.at(0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.at(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(2, 1));
  }

  @Test
  void refusesAPartOfAFrame() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Frames(new float[7], 3));

    assertEquals("7 numbers are not whole frames of 3", e.getMessage());
  }

  @Test
  void noNumbersAreNoFrames() {
    assertEquals(0, new Frames(new float[0], 3).length());
  }
}
