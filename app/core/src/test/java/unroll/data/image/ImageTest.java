package unroll.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import unroll.config.InvalidKeyException;
import unroll.config.UserException;

class ImageTest {
  private static final ImageShape SHAPE = new ImageShape(3, 4, 5);

  @Test
  void pixelsStandByChannelThenRowThenColumn() {
    float[] pixels = new float[60];
    pixels[2 * 20 + 3 * 5 + 1] = 0.5f;
    Image image = new Image(SHAPE, pixels);

    assertEquals(60, SHAPE.size());
    assertEquals(0.5f, image.at(2, 3, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> image.at(0, 4, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> image.at(0, 0, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> image.at(3, 0, 0));
  }

  @Test
  void anImageHasAsManyNumbersAsItsShape() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new Image(SHAPE, new float[59]));
    assertEquals("59 numbers are not an image of 3 x 4 x 5: 60", refused.getMessage());
  }

  @Test
  void aShapeIsGrayOrColoredAndOfBoundedSides() {
    assertEquals("channels", refusedKey(4, 8, 8));
    assertEquals("channels", refusedKey(0, 8, 8));
    assertEquals("height", refusedKey(3, 0, 8));
    assertEquals("height", refusedKey(1, ImageShape.LONGEST_SIDE + 1, 8));
    assertEquals("width", refusedKey(1, 8, -1));
    assertTrue(new ImageShape(3, 4096, 4096).size() > 50_000_000, "and no overflow");
  }

  @Test
  void moreImagesThanFitAreRefusedBeforeTheyAreMade() {
    ImageShape large = new ImageShape(3, 512, 512);
    String message =
        assertThrows(UserException.class, () -> new RenderedScenes(1_000_000, 512, 1).draw())
            .getMessage();
    assertTrue(
        message.startsWith(
            "rendered scenes: 1000000 images of " + large + " take 3000000 MB, more than half of"),
        message);
  }

  private static String refusedKey(int channels, int height, int width) {
    return assertThrows(InvalidKeyException.class, () -> new ImageShape(channels, height, width))
        .key();
  }
}
