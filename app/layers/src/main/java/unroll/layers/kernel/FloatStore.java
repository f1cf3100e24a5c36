package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;

/** Native floats that grow when more are asked for and are used again from pass to pass. */
public final class FloatStore {
  private FloatPointer floats;
  private long capacity = -1;

  /**
   * At least so many floats, of any value after growing.
   *
   * @return a pointer at the first, for one thread
   */
  public FloatPointer of(long count) {
    if (count > capacity) {
      if (floats != null) {
        floats.deallocate();
      }
      floats = new FloatPointer(Math.max(1, count));
      capacity = count;
    }
    return new FloatPointer(floats);
  }
}
