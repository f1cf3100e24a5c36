package unroll.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import unroll.config.InvalidKeyException;
import unroll.data.Frames;

class PatchesTest {
  private static final ImageShape IMAGE = new ImageShape(3, 4, 6);

  /** Every number says where it stands. */
  private static Frames image(boolean areBytes) {
    float[] numbers = new float[IMAGE.size()];
    byte[] bytes = new byte[IMAGE.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i / 255f;
      bytes[i] = (byte) i;
    }
    return areBytes ? Frames.ofBytes(bytes, bytes.length) : new Frames(numbers, numbers.length);
  }

  @Test
  void patchesStandRowByRowAndHoldEveryPixelOnce() {
    Patches patches = new Patches(IMAGE, 2);
    assertEquals(new ImageShape(3, 2, 3), patches.shape());
    for (boolean areBytes : new boolean[] {true, false}) {
      Frames cut = patches.cut(image(areBytes));
      assertEquals(4, cut.length());
      assertEquals(18, cut.width());
      for (int number = 0; number < 4; number++) {
        for (int channel = 0; channel < 3; channel++) {
          for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 3; column++) {
              int place = IMAGE.index(channel, number / 2 * 2 + row, number % 2 * 3 + column);
              assertEquals(place, Math.round(255 * cut.at(number, channel * 6 + row * 3 + column)));
            }
          }
        }
      }
    }
  }

  @Test
  void aPartOfSomeFramesIsCutAsItStandsThere() {
    float[] two = new float[2 * IMAGE.size()];
    two[IMAGE.size()] = 7;
    Frames second = new Frames(two, IMAGE.size()).slice(1, 2);
    assertEquals(7, new Patches(IMAGE, 2).cut(second).at(0, 0));
  }

  @Test
  void patchesHaveWholePixels() {
    assertEquals(
        "an image of 4 by 6 pixels has no 4 by 4 patches of whole ones",
        assertThrows(InvalidKeyException.class, () -> new Patches(IMAGE, 4)).getMessage());
  }
}
