package unroll.data;

import java.util.Objects;

/** Frames of numbers, one a step: {@code [step, feature]}. */
public final class Frames implements Sequence {
  private final float[] values;
  private final int width;
  private final int from;
  private final int to;

  /**
   * @param values step after step, {@code width} numbers each; not copied
   */
  public Frames(float[] values, int width) {
    this(values, width, 0, values.length / width);
    if (values.length % width != 0) {
      throw new IllegalArgumentException(
          values.length + " numbers are not whole frames of " + width);
    }
  }

  private Frames(float[] values, int width, int from, int to) {
    this.values = values;
    this.width = width;
    this.from = from;
    this.to = to;
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
    return values[(from + Objects.checkIndex(step, length())) * width + feature];
  }

  @Override
  public Frames slice(int sliceFrom, int sliceTo) {
    Objects.checkFromToIndex(sliceFrom, sliceTo, length());
    return new Frames(values, width, from + sliceFrom, from + sliceTo);
  }
}
