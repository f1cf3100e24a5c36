package unroll.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
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

  private record EpochOrder(int epoch, List<List<Integer>> batches) {}

  private final List<SequenceExample> examples;
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
    this.examples = List.copyOf(examples);
    this.topology = topology;
    this.batchSize = batchSize;
    this.shuffled = shuffled;
    this.seed = seed;
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
    return current.batches().get(batch).stream().map(examples::get).toList();
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
    List<Integer> indices =
        IntStream.range(0, examples.size())
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    Random random = new Random(seed + GOLDEN_RATIO * (epoch + 1L));
    if (shuffled) {
      Collections.shuffle(indices, random);
      int batchesInAPool = Math.max(1, Math.min(MOST_BATCHES_IN_A_POOL, batches() / FEWEST_POOLS));
      int pool = batchSize * batchesInAPool;
      for (int from = 0; from < indices.size(); from += pool) {
        indices
            .subList(from, Math.min(from + pool, indices.size()))
            .sort(Comparator.comparingInt(index -> steps(examples.get(index))));
      }
    }
    List<List<Integer>> batches = new ArrayList<>();
    for (int from = 0; from < indices.size(); from += batchSize) {
      batches.add(List.copyOf(indices.subList(from, Math.min(from + batchSize, indices.size()))));
    }
    if (shuffled) {
      Collections.shuffle(batches, random);
    }
    return new EpochOrder(epoch, batches);
  }

  private int steps(SequenceExample example) {
    return topology.layout(example.input().length(), example.labels().length()).steps();
  }
}
