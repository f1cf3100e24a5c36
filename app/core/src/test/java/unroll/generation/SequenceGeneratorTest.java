package unroll.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.NetworkConfigs;
import unroll.network.ParameterUpdate;
import unroll.network.RecurrentNetwork;

class SequenceGeneratorTest {
  private static final int SOURCE = 5;
  private static final int TARGET = 4;
  private static final int END = 3;
  private static final int LONGEST = 4;
  private static final Symbols INPUT = Symbols.of(2, 0, 4);

  /** Networks that write in every way there is. */
  private enum Kind {
    ONE_STACK(Topology.DELAYED_MANY_TO_MANY, true, "layers: 2"),
    NOT_FED(Topology.DELAYED_MANY_TO_MANY, false, "layers: 2"),
    TWO_STACKS(Topology.ENCODER_DECODER, true, "embedding: 5, layers: 2, cell: gru"),
    ATTENTION(
        Topology.ENCODER_DECODER,
        true,
        "embedding: 5, bidirectional: true, decoder: {attention: additive, layers: 2}"),
    INPUT_FEEDING(
        Topology.ENCODER_DECODER,
        true,
        "embedding: 5, cell: gru, decoder: {attention: general, input-feeding: true}");

    private final DataShape shape;
    private final String keys;

    Kind(Topology topology, boolean isFed, String keys) {
      this.shape =
          new DataShape(
              topology,
              Channel.symbols(SOURCE + TARGET),
              Channel.symbols(TARGET),
              isFed ? OptionalInt.of(SOURCE) : OptionalInt.empty());
      this.keys = keys;
    }

    RecurrentNetwork network(long seed) {
      RecurrentNetwork network =
          RecurrentNetwork.create(
              NetworkConfigs.of("units: 6, precision: double, " + keys)
                  .configuration(shape, false, new ParameterUpdate(new Sgd(0.1), 0), seed));
      network.dl4j().params().muli(5);
      return network;
    }

    SequenceGenerator generator(long seed) {
      return new SequenceGenerator(Ensemble.of(network(seed)), shape, END);
    }
  }

  private static SearchOptions options(int width, double lengthPenalty) {
    return new SearchOptions(width, lengthPenalty, 0, 0, LONGEST);
  }

  /** Every answer of at most {@link #LONGEST} labels with the end where there is one. */
  private static List<int[]> all(List<int[]> open, int length) {
    List<int[]> all = new ArrayList<>();
    List<int[]> next = new ArrayList<>();
    for (int[] before : open) {
      for (int label = 0; label < TARGET; label++) {
        int[] labels = Arrays.copyOf(before, length + 1);
        labels[length] = label;
        (label == END || length + 1 == LONGEST ? all : next).add(labels);
      }
    }
    if (!next.isEmpty()) {
      all.addAll(all(next, length + 1));
    }
    return all;
  }

  /** An answer with its end. */
  private record Whole(int[] labels, double logProbability) {}

  private static int[] withoutEnd(int[] labels) {
    boolean ends = labels[labels.length - 1] == END;
    return ends ? Arrays.copyOf(labels, labels.length - 1) : labels;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aWideBeamFindsWhatTryingEverythingFinds(Kind kind) {
    for (long seed : new long[] {1, 2, 3}) {
      RecurrentNetwork network = kind.network(seed);
      List<Whole> answers = new ArrayList<>();
      for (int[] labels : all(List.of(new int[0]), 0)) {
        double found = new WrittenStepByStep(network, kind.shape, INPUT).logProbability(labels);
        answers.add(new Whole(labels, found));
      }
      assertEquals(1 + 3 + 9 + 27 * 4, answers.size());
      answers.sort(Comparator.comparingDouble(Whole::logProbability).reversed());
      List<Candidate> found = kind.generator(seed).search(List.of(INPUT), options(200, 0)).get(0);
      assertEquals(answers.size(), found.size());
      for (int rank = 0; rank < found.size(); rank++) {
        Whole expected = answers.get(rank);
        assertArrayEquals(withoutEnd(expected.labels()), found.get(rank).labels(), "rank " + rank);
        assertEquals(expected.logProbability(), found.get(rank).logProbability(), 1e-9);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aBeamOfOneIsGreedyAndAWiderOneIsNeverLessProbable(Kind kind) {
    for (long seed = 1; seed <= 6; seed++) {
      int[] greedy =
          new WrittenStepByStep(kind.network(seed), kind.shape, INPUT).greedy(END, LONGEST);
      SequenceGenerator generator = kind.generator(seed);
      Candidate one = generator.best(List.of(INPUT), options(1, 0)).get(0);
      assertArrayEquals(greedy, one.labels());
      assertTrue(
          generator.best(List.of(INPUT), options(50, 0)).get(0).logProbability()
              >= one.logProbability() - 1e-12);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void inputsSideBySideGetTheAnswersTheyGetAlone(Kind kind) {
    SequenceGenerator generator = kind.generator(9);
    List<Symbols> inputs =
        List.of(Symbols.of(1), Symbols.of(4, 4, 4, 4, 0), INPUT, Symbols.of(0, 3));
    for (int width : new int[] {1, 3}) {
      List<List<Candidate>> together = generator.search(inputs, options(width, 0.7));
      for (int row = 0; row < inputs.size(); row++) {
        List<Candidate> alone =
            generator.search(List.of(inputs.get(row)), options(width, 0.7)).get(0);
        assertEquals(alone.size(), together.get(row).size(), "row " + row);
        for (int rank = 0; rank < alone.size(); rank++) {
          requireSame(alone.get(rank), together.get(row).get(rank), inputs.get(row).length());
        }
      }
    }
  }

  private static void requireSame(Candidate expected, Candidate candidate, int inputLength) {
    assertArrayEquals(expected.labels(), candidate.labels());
    assertEquals(expected.score(), candidate.score(), 1e-12);
    assertEquals(expected.alignment().size(), candidate.alignment().size());
    for (int label = 0; label < expected.alignment().size(); label++) {
      assertEquals(inputLength, candidate.alignment().get(label).length);
      assertArrayEquals(expected.alignment().get(label), candidate.alignment().get(label), 1e-6f);
    }
  }

  @Test
  void theLengthPenaltyPrefersLongerSequences() {
    for (Candidate candidate :
        Kind.ONE_STACK.generator(2).search(List.of(INPUT), options(10, 1.5)).get(0)) {
      int length = candidate.labels().length + 1;
      assertEquals(
          candidate.logProbability() / Math.pow((5.0 + length) / 6, 1.5), candidate.score(), 1e-12);
    }
  }

  @Test
  void theCoveragePenaltyAddsWhatIsNotLookedAt() {
    List<Candidate> found =
        Kind.ATTENTION
            .generator(3)
            .search(List.of(INPUT), new SearchOptions(10, 0, 0.4, 0, LONGEST))
            .get(0);
    double[] scores = found.stream().mapToDouble(Candidate::score).toArray();
    for (int i = 0; i < scores.length; i++) {
      Candidate candidate = found.get(i);
      double penalty = 0;
      for (int step = 0; step < INPUT.length(); step++) {
        double looked = 0;
        for (float[] label : candidate.alignment()) {
          looked += label[step];
        }
        penalty += Math.log(Math.min(1, looked));
      }
      assertTrue(penalty < 0);
      assertEquals(candidate.logProbability() + 0.4 * penalty, candidate.score(), 1e-9);
      assertTrue(i == 0 || scores[i] <= scores[i - 1], "the best first");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nothingEndsBeforeTheShortestLength(Kind kind) {
    for (int shortest = 0; shortest <= LONGEST; shortest++) {
      SearchOptions options = new SearchOptions(5, 0, 0, shortest, LONGEST);
      for (Candidate candidate : kind.generator(5).search(List.of(INPUT), options).get(0)) {
        assertTrue(candidate.labels().length >= shortest, Arrays.toString(candidate.labels()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anEnsembleAnswersByTheMeanOfItsProbabilities(Kind kind) {
    List<RecurrentNetwork> networks = List.of(kind.network(1), kind.network(2), kind.network(3));
    Candidate best =
        new SequenceGenerator(new Ensemble(networks), kind.shape, END)
            .best(List.of(INPUT), options(4, 0))
            .get(0);
    List<WrittenStepByStep> alone =
        networks.stream().map(one -> new WrittenStepByStep(one, kind.shape, INPUT)).toList();
    double expected = 0;
    int[] labels = best.labels();
    for (int step = 0; step < LONGEST && step <= labels.length; step++) {
      int label = step < labels.length ? labels[step] : END;
      expected +=
          Math.log(alone.stream().mapToDouble(one -> one.next()[label]).average().orElse(0));
      alone.forEach(one -> one.write(label));
    }
    assertEquals(expected, best.logProbability(), 1e-9);
  }

  @Test
  void anEnsembleLooksWhereThoseOfItLookThatLookBack() {
    RecurrentNetwork one = Kind.ATTENTION.network(1);
    RecurrentNetwork other = Kind.ATTENTION.network(2);
    RecurrentNetwork without = Kind.TWO_STACKS.network(3);
    List<List<float[]>> found = new ArrayList<>();
    for (List<RecurrentNetwork> networks :
        List.of(List.of(one), List.of(other), List.of(one, other), List.of(one, without))) {
      found.add(
          new SequenceGenerator(new Ensemble(networks), Kind.ATTENTION.shape, END)
              .best(List.of(INPUT), new SearchOptions(1, 0, 0, 0, 1))
              .get(0)
              .alignment());
    }
    for (int step = 0; step < INPUT.length(); step++) {
      float mean = (found.get(0).get(0)[step] + found.get(1).get(0)[step]) / 2;
      assertEquals(mean, found.get(2).get(0)[step], 1e-6f);
      assertEquals(found.get(0).get(0)[step], found.get(3).get(0)[step], 1e-6f);
    }
    assertTrue(
        new SequenceGenerator(Ensemble.of(without), Kind.ATTENTION.shape, END)
            .best(List.of(INPUT), options(1, 0))
            .get(0)
            .alignment()
            .isEmpty());
  }

  @Test
  void oneInputCanBecomeManyLabels() {
    DataShape shape =
        new DataShape(
            Topology.ONE_TO_MANY,
            Channel.symbols(SOURCE + TARGET),
            Channel.symbols(TARGET),
            OptionalInt.of(SOURCE));
    Symbols input = Symbols.of(3);
    assertArrayEquals(
        new WrittenStepByStep(Kind.ONE_STACK.network(4), shape, input).greedy(END, LONGEST),
        new SequenceGenerator(Ensemble.of(Kind.ONE_STACK.network(4)), shape, END)
            .best(List.of(input), options(1, 0))
            .get(0)
            .labels());
  }
}
