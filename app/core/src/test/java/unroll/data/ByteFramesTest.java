package unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Frames whose numbers are kept as bytes. */
class ByteFramesTest {
  private static byte[] ramp(int length) {
    byte[] values = new byte[length];
    for (int i = 0; i < length; i++) {
      values[i] = (byte) i;
    }
    return values;
  }

  @Test
  void aByteIsItsShareOf255() {
    Frames frames = Frames.ofBytes(ramp(256), 256);

    assertEquals(1, frames.length());
    assertEquals(256, frames.width());
    for (int value = 0; value < 256; value++) {
      assertEquals(value / 255f, frames.at(0, value), "byte " + value);
    }
    assertEquals(1, frames.at(0, 255));
  }

  @Test
  void frameFollowsFrameAndASliceIsAPart() {
    Frames frames = Frames.ofBytes(ramp(12), 3);
    assertEquals(4, frames.length());
    assertEquals(7 / 255f, frames.at(2, 1));

    Frames slice = frames.slice(1, 4).slice(1, 2);
    assertEquals(1, slice.length());
    assertEquals(3, slice.width());
    assertEquals(8 / 255f, slice.at(0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.at(1, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.at(0, 3));
  }

  @Test
  void refusesAPartOfAFrame() {
    assertEquals(
        "10 numbers are not whole frames of 3",
        assertThrows(IllegalArgumentException.class, () -> Frames.ofBytes(ramp(10), 3))
            .getMessage());
  }
}
