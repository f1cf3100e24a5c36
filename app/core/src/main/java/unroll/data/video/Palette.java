package unroll.data.video;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * At most 256 colors that stand for those of a frame: the frame's own where there are no more, else
 * six levels of red and blue and seven of green. Colors are 0xRRGGBB.
 */
final class Palette {
  private static final int MOST_COLORS = 256;
  private static final int RED_LEVELS = 6;
  private static final int GREEN_LEVELS = 7;
  private static final int BLUE_LEVELS = 6;
  private static final int OPAQUE = 0xFF000000;

  private final int[] colors = new int[MOST_COLORS];
  private final Int2IntOpenHashMap own = new Int2IntOpenHashMap();
  private final boolean exact;

  Palette(int[] pixels) {
    exact = takeOwn(pixels);
    if (!exact) {
      spread();
    }
  }

  private boolean takeOwn(int[] pixels) {
    for (int pixel : pixels) {
      if (!own.containsKey(pixel)) {
        if (own.size() == MOST_COLORS) {
          return false;
        }
        colors[own.size()] = pixel;
        own.put(pixel, own.size());
      }
    }
    return true;
  }

  private void spread() {
    for (int red = 0; red < RED_LEVELS; red++) {
      for (int green = 0; green < GREEN_LEVELS; green++) {
        for (int blue = 0; blue < BLUE_LEVELS; blue++) {
          colors[index(red, green, blue)] =
              value(red, RED_LEVELS) << 16
                  | value(green, GREEN_LEVELS) << 8
                  | value(blue, BLUE_LEVELS);
        }
      }
    }
  }

  private static int index(int red, int green, int blue) {
    return (red * GREEN_LEVELS + green) * BLUE_LEVELS + blue;
  }

  private static int value(int level, int levels) {
    return Math.round(level * 255f / (levels - 1));
  }

  private static int level(int value, int levels) {
    return Math.round((value & 0xFF) * (levels - 1) / 255f);
  }

  byte indexOf(int pixel) {
    return (byte)
        (exact
            ? own.get(pixel)
            : index(
                level(pixel >> 16, RED_LEVELS),
                level(pixel >> 8, GREEN_LEVELS),
                level(pixel, BLUE_LEVELS)));
  }

  /** The colors as FFmpeg keeps a palette: 256 integers 0xAARRGGBB of the machine's byte order. */
  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * MOST_COLORS);
    bytes.order(ByteOrder.nativeOrder());
    for (int color : colors) {
      bytes.putInt(OPAQUE | color);
    }
    return bytes.array();
  }
}
