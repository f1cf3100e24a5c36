package unroll.data;

import java.util.Objects;

/**
 * Frames of numbers, one a step: {@code [step, feature]}. Pixels may be kept as bytes, for a
 * quarter of the memory.
 */
public final class Frames implements Sequence {
  private static final float BYTE_SCALE = 255;

  private final Storage storage;
  private final int width;
  private final int from;
  private final int to;

  /**
   * @param values step after step, {@code width} numbers each; not copied
   */
  public Frames(float[] values, int width) {
    this(new Floats(values), width, 0, steps(values.length, width));
  }

  private Frames(Storage storage, int width, int from, int to) {
    this.storage = storage;
    this.width = width;
    this.from = from;
    this.to = to;
  }

  /**
   * Frames of numbers from 0 to 1.
   *
   * @param values step after step, {@code width} unsigned bytes each, 255 for 1; not copied
   */
  public static Frames ofBytes(byte[] values, int width) {
    return new Frames(new Bytes(values), width, 0, steps(values.length, width));
  }

  private static int steps(int values, int width) {
    if (values % width != 0) {
      throw new IllegalArgumentException(values + " numbers are not whole frames of " + width);
    }
    return values / width;
  }

  /** Numbers in a frame. */
  public int width() {
    return width;
  }

  @Override
  public int length() {
    return to - from;
  }

  public float at(int step, int feature) {
    Objects.checkIndex(feature, width);
    return storage.get((from + Objects.checkIndex(step, length())) * width + feature);
  }

  @Override
  public Frames slice(int sliceFrom, int sliceTo) {
    Objects.checkFromToIndex(sliceFrom, sliceTo, length());
    return new Frames(storage, width, from + sliceFrom, from + sliceTo);
  }

  /**
   * Frames of the same numbers in another order, kept as these are.
   *
   * @param places for every number of the new frames, where it stands among those of these
   * @param newWidth numbers in a new frame
   */
  public Frames reordered(int[] places, int newWidth) {
    return new Frames(
        storage.pick(from * width, places), newWidth, 0, steps(places.length, newWidth));
  }

  private sealed interface Storage {
    float get(int index);

    /** A copy of some numbers, their places counted from {@code first}. */
    Storage pick(int first, int[] places);
  }

  private record Floats(float[] values) implements Storage {
    @Override
    public float get(int index) {
      return values[index];
    }

    @Override
    public Storage pick(int first, int[] places) {
      float[] picked = new float[places.length];
      for (int i = 0; i < places.length; i++) {
        picked[i] = values[first + places[i]];
      }
      return new Floats(picked);
    }
  }

  private record Bytes(byte[] values) implements Storage {
    @Override
    public float get(int index) {
      return (values[index] & 0xFF) / BYTE_SCALE;
    }

    @Override
    public Storage pick(int first, int[] places) {
      byte[] picked = new byte[places.length];
      for (int i = 0; i < places.length; i++) {
        picked[i] = values[first + places[i]];
      }
      return new Bytes(picked);
    }
  }
}
