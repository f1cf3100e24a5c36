package unroll.layers;

import java.util.Arrays;

/** Says what is wrong with the sizes of a {@link StepEncoder}. */
record EncoderCheck(StepEncoder encoder) {
  /** Of a frame, and of what a block makes of it. */
  private static final int MOST_NUMBERS = 1 << 24;

  /**
   * @throws IllegalArgumentException if a size does not fit
   */
  void requireRight() {
    requireFrame();
    require(encoder.getSymbols() >= 0, "symbols: expected at least 0", encoder.getSymbols());
    requireBlocks();
    int[] hidden = encoder.getHidden();
    require(
        Arrays.stream(hidden).allMatch(size -> size > 0),
        "hidden: expected sizes of at least 1",
        Arrays.toString(hidden));
    require(
        encoder.getDropout() >= 0 && encoder.getDropout() < 1,
        "dropout: expected at least 0 and below 1",
        encoder.getDropout());
  }

  private void requireFrame() {
    int channels = encoder.getChannels();
    int height = encoder.getHeight();
    int width = encoder.getWidth();
    require(
        channels > 0 && height > 0 && width > 0,
        "frame: expected sizes of at least 1",
        "%d x %d x %d".formatted(channels, height, width));
    require(
        (double) channels * height * width <= MOST_NUMBERS,
        "frame: expected at most " + MOST_NUMBERS + " numbers",
        "%d x %d x %d".formatted(channels, height, width));
    long size = 1L + channels * height * width;
    require(
        encoder.getNIn() == 0 || encoder.getNIn() == size,
        "nIn: expected none or %d, 1 and the numbers of a frame".formatted(size),
        encoder.getNIn());
  }

  private void requireBlocks() {
    int[] filters = encoder.getFilters();
    int[] kernels = encoder.getKernels();
    int[] pools = encoder.getPools();
    require(
        Arrays.stream(filters).allMatch(size -> size > 0),
        "filters: expected at least 1 of every block",
        Arrays.toString(filters));
    requireAsMany("kernels", kernels, filters.length);
    requireAsMany("pools", pools, filters.length);
    require(
        Arrays.stream(kernels).allMatch(size -> size > 0 && size % 2 == 1),
        "kernels: expected odd sizes of at least 1",
        Arrays.toString(kernels));
    int height = encoder.getHeight();
    int width = encoder.getWidth();
    for (int i = 0; i < pools.length; i++) {
      require(
          pools[i] > 0 && pools[i] <= Math.min(height, width),
          "pools: expected 1 to %d in block %d, whose planes are %d x %d"
              .formatted(Math.min(height, width), i, height, width),
          pools[i]);
      require(
          (double) filters[i] * height * width <= MOST_NUMBERS,
          "filters: expected at most %d numbers in block %d".formatted(MOST_NUMBERS, i),
          "%d x %d x %d".formatted(filters[i], height, width));
      height /= pools[i];
      width /= pools[i];
    }
  }

  private static void requireAsMany(String key, int[] sizes, int blocks) {
    require(
        sizes.length == blocks,
        "%s: expected as many as there are filters, %d".formatted(key, blocks),
        Arrays.toString(sizes));
  }

  private static void require(boolean isRight, String expected, Object found) {
    if (!isRight) {
      throw new IllegalArgumentException("StepEncoder: " + expected + ", got " + found);
    }
  }
}
