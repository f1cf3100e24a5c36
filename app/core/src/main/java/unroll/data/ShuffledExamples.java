package unroll.data;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Separate examples in batches of similar length: every epoch shuffles them anew, sorts within
 * large pools by length so that little is padded, and shuffles the batches.
 */
public final class ShuffledExamples implements BatchPlan {
  private static final int MOST_BATCHES_IN_A_POOL = 50;

  /** Fewer pools would put the same examples of a small set together in every epoch. */
  private static final int FEWEST_POOLS = 4;

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /**
   * @param examples their indices, batch after batch
   * @param batches in the order in which they are read
   */
  private record EpochOrder(int epoch, int[] examples, int[] batches) {}

  private final List<SequenceExample> examples;
  private final int[] steps;
  private final Topology topology;
  private final int batchSize;
  private final boolean shuffled;
  private final long seed;
  private volatile EpochOrder order;

  private ShuffledExamples(
      List<SequenceExample> examples,
      Topology topology,
      int batchSize,
      boolean shuffled,
      long seed) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("expected at least one example");
    }
    this.examples = StoredList.copyOf(examples);
    this.topology = topology;
    this.batchSize = batchSize;
    this.shuffled = shuffled;
    this.seed = seed;
    this.steps = this.examples.stream().mapToInt(this::steps).toArray();
    this.order = orderOf(0);
  }

  /** For training: an order that follows from seed and epoch. */
  public static ShuffledExamples shuffled(
      List<SequenceExample> examples, Topology topology, int batchSize, long seed) {
    return new ShuffledExamples(examples, topology, batchSize, true, seed);
  }

  /** For evaluation: the order of the list. */
  public static ShuffledExamples inOrder(
      List<SequenceExample> examples, Topology topology, int batchSize) {
    return new ShuffledExamples(examples, topology, batchSize, false, 0);
  }

  @Override
  public int batches() {
    return (examples.size() + batchSize - 1) / batchSize;
  }

  @Override
  public List<SequenceExample> rows(int epoch, int batch) {
    EpochOrder current = order;
    if (current.epoch() != epoch) {
      current = orderOf(epoch);
      order = current;
    }
    int from = current.batches()[batch] * batchSize;
    int to = Math.min(from + batchSize, examples.size());
    return Arrays.stream(current.examples(), from, to).mapToObj(examples::get).toList();
  }

  @Override
  public boolean carriesState() {
    return false;
  }

  @Override
  public BatchPlan widened(int times) {
    int wider = Math.multiplyExact(batchSize, times);
    return new ShuffledExamples(examples, topology, wider, shuffled, seed);
  }

  private EpochOrder orderOf(int epoch) {
    int[] indices = IntStream.range(0, examples.size()).toArray();
    int[] batches = IntStream.range(0, batches()).toArray();
    if (shuffled) {
      Random random = new Random(seed + GOLDEN_RATIO * (epoch + 1L));
      shuffle(indices, random);
      int batchesInAPool = Math.max(1, Math.min(MOST_BATCHES_IN_A_POOL, batches() / FEWEST_POOLS));
      int pool = batchSize * batchesInAPool;
      for (int from = 0; from < indices.length; from += pool) {
        sortBySteps(indices, from, Math.min(from + pool, indices.length));
      }
      shuffle(batches, random);
    }
    return new EpochOrder(epoch, indices, batches);
  }

  private static void shuffle(int[] numbers, Random random) {
    for (int last = numbers.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int number = numbers[last];
      numbers[last] = numbers[other];
      numbers[other] = number;
    }
  }

  /** Those of the same number of steps stay in their order. */
  private void sortBySteps(int[] indices, int from, int to) {
    long[] keys = new long[to - from];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) steps[indices[from + i]] << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    int[] before = Arrays.copyOfRange(indices, from, to);
    for (int i = 0; i < keys.length; i++) {
      indices[from + i] = before[(int) keys[i]];
    }
  }

  private int steps(SequenceExample example) {
    return topology.layout(example.input().length(), example.labels().length()).steps();
  }
}
