package unroll.layers.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One draw of inverted dropout (Srivastava et al., 2014): a number is kept and divided by the
 * probability of that, or it becomes zero. Which ones follows from the seed and their places alone,
 * so threads share the work, any count of them makes the same of it, and the backward pass draws
 * once more instead of keeping what was drawn.
 *
 * @param kept probability of a number to be kept, above 0 and at most 1
 * @param seed of the draw
 */
public record Dropping(double kept, long seed) {
  private static final int CHUNK = 4096;

  /** Fewer are not worth a second thread. */
  private static final int SHORT = 4 * CHUNK;

  /** A fraction of a draw, so that any draw is one exactly. */
  private static final int DRAWS = 1 << 24;

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** Whether an array is one of floats on a processor, one after the other. */
  public static boolean serves(INDArray array) {
    return array.dataType() == DataType.FLOAT
        && Nd4j.getEnvironment().isCPU()
        && NativeMatrix.isPlain(array);
  }

  /**
   * Drops numbers.
   *
   * @param from floats, see {@link #serves}
   * @param to of the same shape, overwritten; may be the same array
   */
  public void apply(INDArray from, INDArray to) {
    long length = from.length();
    int chunks = (int) ((length + CHUNK - 1) / CHUNK);
    Workers workers = Workers.shared();
    int parts = length < SHORT ? 1 : workers.count();
    workers.run(
        parts,
        part -> {
          FloatPointer read = NativeMatrix.of(from);
          FloatPointer written = NativeMatrix.of(to);
          Chunk chunk = new Chunk();
          int end = (int) ((long) chunks * (part + 1) / parts);
          for (int i = (int) ((long) chunks * part / parts); i < end; i++) {
            long first = (long) i * CHUNK;
            chunk.apply(i, read.position(first), written.position(first), length - first);
          }
        });
  }

  /** What a thread works with. */
  private final class Chunk {
    private final int[] places = new int[CHUNK];
    private final int[] draws = new int[CHUNK];
    private final int[] bits = new int[CHUNK];
    private final float[] numbers = new float[CHUNK];

    Chunk() {
      for (int i = 0; i < CHUNK; i++) {
        places[i] = i * (int) (GOLDEN_RATIO >>> Integer.SIZE);
      }
    }

    void apply(int chunk, FloatPointer from, FloatPointer to, long left) {
      int count = (int) Math.min(CHUNK, left);
      from.get(numbers, 0, count);
      FloatMath.scale(numbers, (float) (1 / kept), count);
      to.put(numbers, 0, count);
      long key = mixed(mixed(seed) + chunk * GOLDEN_RATIO);
      draw(draws, places, (int) key, (int) (key >>> Integer.SIZE), count);
      IntPointer toBits = new IntPointer(to);
      toBits.position(to.position()).get(bits, 0, count);
      clear(bits, draws, (int) Math.round(kept * DRAWS), count);
      toBits.put(bits, 0, count);
    }
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mixed(long key) {
    long x = (key ^ (key >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  /**
   * Numbers from 0 to before {@link #DRAWS}: a hash of 32 bits of every place, with half of the key
   * before and half between its two rounds. Of ints, which HotSpot vectorizes.
   */
  private static void draw(int[] draws, int[] places, int key, int otherKey, int count) {
    for (int i = 0; i < count; i++) {
      int x = places[i] + key;
      x = (x ^ (x >>> 16)) * 0x7FEB352D;
      x = (x ^ (x >>> 15)) + otherKey;
      x = (x ^ (x >>> 16)) * 0x846CA68B;
      draws[i] = (x ^ (x >>> 16)) >>> 8;
    }
  }

  /** Clears the bits of numbers whose draws are not below a limit. */
  private static void clear(int[] bits, int[] draws, int limit, int count) {
    for (int i = 0; i < count; i++) {
      bits[i] &= (draws[i] - limit) >> (Integer.SIZE - 1);
    }
  }
}
