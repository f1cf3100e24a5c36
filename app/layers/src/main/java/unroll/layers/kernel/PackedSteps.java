package unroll.layers.kernel;

/**
 * Steps of all rows behind each other, row by row.
 *
 * @param offsets position at which a row begins; one more, at which the last ends
 * @param places {@code time * batch + row} of every position
 */
record PackedSteps(int[] offsets, int[] places) {
  /**
   * @param placesOfRows of every row
   */
  static PackedSteps of(int[][] placesOfRows) {
    int[] offsets = new int[placesOfRows.length + 1];
    for (int row = 0; row < placesOfRows.length; row++) {
      offsets[row + 1] = offsets[row] + placesOfRows[row].length;
    }
    int[] places = new int[offsets[placesOfRows.length]];
    for (int row = 0; row < placesOfRows.length; row++) {
      System.arraycopy(placesOfRows[row], 0, places, offsets[row], placesOfRows[row].length);
    }
    return new PackedSteps(offsets, places);
  }

  int rows() {
    return offsets.length - 1;
  }

  /** Steps of all rows. */
  int count() {
    return places.length;
  }

  /** Position of a row's first step. */
  int from(int row) {
    return offsets[row];
  }

  /** Steps of a row. */
  int length(int row) {
    return offsets[row + 1] - offsets[row];
  }
}
