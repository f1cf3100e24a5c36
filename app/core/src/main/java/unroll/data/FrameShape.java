package unroll.data;

/** The shape of a frame of numbers that lie {@code [channel, row, column]}, such as an image. */
public record FrameShape(int channels, int height, int width) {
  public FrameShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "expected at least one channel, row and column, got %d, %d, %d"
              .formatted(channels, height, width));
    }
  }

  /** A frame without rows and columns. */
  public static FrameShape flat(int numbers) {
    return new FrameShape(1, 1, numbers);
  }

  /** Numbers in a frame. */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }
}
