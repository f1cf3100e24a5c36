package unroll.layers.kernel;

/**
 * Who looks at what: some target steps of a row at all steps of a source.
 *
 * @param sources of every look, which source
 * @param offsets position of every look's first target step; one more, at which the last ends
 */
record Looks(int[] sources, int[] offsets) {
  int count() {
    return sources.length;
  }

  /** Target steps of all looks. */
  int targets() {
    return offsets[offsets.length - 1];
  }

  /** Position of a look's first target step. */
  int from(int look) {
    return offsets[look];
  }

  /** Target steps of a look. */
  int length(int look) {
    return offsets[look + 1] - offsets[look];
  }
}
