package unroll.layers.kernel;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Copies between rows of two native float matrices of equal width but unequal strides. */
final class NativeRows {
  private final BytePointer target;
  private final long targetStride;
  private final long targetColumn;
  private final BytePointer source;
  private final long sourceStride;
  private final long sourceColumn;
  private final int width;

  /** A matrix of rows in native memory: where a row begins, and how far it is to the next. */
  record Place(FloatPointer floats, int stride, int firstColumn) {
    static Place of(FloatPointer floats, int width) {
      return new Place(floats, width, 0);
    }
  }

  NativeRows(Place target, Place source, int width) {
    this.target = new BytePointer(new FloatPointer(target.floats()).position(0));
    this.targetStride = (long) target.stride() * Float.BYTES;
    this.targetColumn = (long) target.firstColumn() * Float.BYTES;
    this.source = new BytePointer(new FloatPointer(source.floats()).position(0));
    this.sourceStride = (long) source.stride() * Float.BYTES;
    this.sourceColumn = (long) source.firstColumn() * Float.BYTES;
    this.width = width * Float.BYTES;
  }

  void copy(int targetRow, int sourceRow, int rows) {
    if (targetStride == width && sourceStride == width) {
      copyBytes(targetRow, sourceRow, (long) rows * width);
    } else {
      for (int row = 0; row < rows; row++) {
        copyBytes(targetRow + row, sourceRow + row, width);
      }
    }
  }

  /** Rows of the source that {@code places} names, into consecutive rows. */
  void gather(int firstTargetRow, int[] places, int from, int to) {
    for (int i = from; i < to; ) {
      int run = runLength(places, i, to);
      copy(firstTargetRow + i - from, places[i], run);
      i += run;
    }
  }

  /** Consecutive rows of the source, into the rows that {@code places} names. */
  void scatter(int firstSourceRow, int[] places, int from, int to) {
    for (int i = from; i < to; ) {
      int run = runLength(places, i, to);
      copy(places[i], firstSourceRow + i - from, run);
      i += run;
    }
  }

  void zero(int targetRow) {
    target.position(targetRow * targetStride + targetColumn);
    Pointer.memset(target, 0, width);
  }

  private void copyBytes(int targetRow, int sourceRow, long bytes) {
    target.position(targetRow * targetStride + targetColumn);
    source.position(sourceRow * sourceStride + sourceColumn);
    Pointer.memcpy(target, source, bytes);
  }

  private static int runLength(int[] places, int start, int end) {
    int i = start + 1;
    while (i < end && places[i] == places[i - 1] + 1) {
      i++;
    }
    return i - start;
  }
}
