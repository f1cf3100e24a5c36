package unroll.insight;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Numbers as text that a page unpacks: base64 of bytes, the low byte first. */
final class PackedBytes {
  private static final int LEVELS = 255;
  private static final int LARGEST = 65535;

  private PackedBytes() {}

  /**
   * Eight bits a number: value = low + byte (high - low) / 255. The error is at most half of a
   * 255th of the range.
   */
  static void quantize(float[] values, float low, float high, ByteBuffer bytes) {
    float scale = high > low ? LEVELS / (high - low) : 0;
    for (float value : values) {
      bytes.put((byte) Math.round((value - low) * scale));
    }
  }

  /**
   * Sixteen bits a probability: value = number / 65534; 65535 for none.
   *
   * @throws IllegalArgumentException if one is not from 0 to 1, or NaN for none
   */
  static String probabilities(float[] values) {
    ByteBuffer bytes = littleEndian(2 * values.length);
    for (float value : values) {
      if (value < 0 || value > 1.001f) {
        throw new IllegalArgumentException("not a probability: " + value);
      }
      boolean isNumber = !Float.isNaN(value);
      bytes.putShort((short) (isNumber ? Math.round(Math.min(value, 1) * (LARGEST - 1)) : LARGEST));
    }
    return text(bytes);
  }

  /** Thirty-two bits an id. */
  static String ids(int[] ids) {
    ByteBuffer bytes = littleEndian(4 * ids.length);
    for (int id : ids) {
      bytes.putInt(id);
    }
    return text(bytes);
  }

  static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static String text(ByteBuffer bytes) {
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
