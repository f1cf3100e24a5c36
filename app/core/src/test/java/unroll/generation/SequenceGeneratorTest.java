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
import org.junit.jupiter.params.provider.ValueSource;
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
  private static final DataShape SHAPE = shape(OptionalInt.of(SOURCE));
  private static final Symbols INPUT = Symbols.of(2, 0, 4);

  private static DataShape shape(OptionalInt feedback) {
    return new DataShape(
        Topology.DELAYED_MANY_TO_MANY,
        Channel.symbols(SOURCE + TARGET),
        Channel.symbols(TARGET),
        feedback);
  }

  private static RecurrentNetwork network(long seed) {
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("units: 6, layers: 2, precision: double")
                .configuration(SHAPE, false, new ParameterUpdate(new Sgd(0.1), 0), seed));
    network.dl4j().params().muli(5);
    return network;
  }

  /** Log-probability of a whole answer, read symbol by symbol. */
  private static double logProbability(RecurrentNetwork network, DataShape shape, int... labels) {
    network.clearStepState();
    for (int step = 0; step < INPUT.length(); step++) {
      network.step(INPUT.at(step));
    }
    double sum = 0;
    int input = Symbols.NONE;
    for (int label : labels) {
      sum += Math.log(network.step(input)[label]);
      input = shape.feedback().isPresent() ? SOURCE + label : Symbols.NONE;
    }
    network.clearStepState();
    return sum;
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
  @ValueSource(longs = {1, 2, 3})
  void aWideBeamFindsWhatTryingEverythingFinds(long seed) {
    RecurrentNetwork network = network(seed);
    List<Whole> answers = new ArrayList<>();
    for (int[] labels : all(List.of(new int[0]), 0)) {
      answers.add(new Whole(labels, logProbability(network, SHAPE, labels)));
    }
    assertEquals(1 + 3 + 9 + 27 * 4, answers.size());
    answers.sort(Comparator.comparingDouble(Whole::logProbability).reversed());
    List<Candidate> found =
        new SequenceGenerator(network, SHAPE, END, LONGEST).beam(List.of(INPUT), 200, 0).get(0);
    assertEquals(answers.size(), found.size());
    for (int rank = 0; rank < found.size(); rank++) {
      Whole expected = answers.get(rank);
      assertArrayEquals(withoutEnd(expected.labels()), found.get(rank).labels(), "rank " + rank);
      assertEquals(expected.logProbability(), found.get(rank).logProbability(), 1e-9);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aBeamOfOneIsGreedyAndAWiderOneIsNeverLessProbable(long seed) {
    RecurrentNetwork network = network(seed);
    SequenceGenerator generator = new SequenceGenerator(network, SHAPE, END, LONGEST);
    int[] greedy = generator.greedy(List.of(INPUT)).get(0);
    Candidate one = generator.beam(List.of(INPUT), 1, 0).get(0).get(0);
    assertArrayEquals(greedy, one.labels());
    assertTrue(
        generator.beam(List.of(INPUT), 50, 0).get(0).get(0).logProbability()
            >= one.logProbability() - 1e-12);
  }

  @Test
  void inputsSideBySideGetTheAnswersTheyGetAlone() {
    RecurrentNetwork network = network(9);
    for (OptionalInt feedback : List.of(OptionalInt.of(SOURCE), OptionalInt.empty())) {
      SequenceGenerator generator = new SequenceGenerator(network, shape(feedback), END, LONGEST);
      List<Symbols> inputs =
          List.of(Symbols.of(1), Symbols.of(4, 4, 4, 4, 0), INPUT, Symbols.of(0, 3));
      List<int[]> together = generator.greedy(inputs);
      for (int row = 0; row < inputs.size(); row++) {
        assertArrayEquals(
            generator.greedy(List.of(inputs.get(row))).get(0), together.get(row), "row " + row);
      }
      for (int width : new int[] {1, 3}) {
        requireSameBeams(generator, inputs, width, together);
      }
    }
  }

  private static void requireSameBeams(
      SequenceGenerator generator, List<Symbols> inputs, int width, List<int[]> greedy) {
    List<List<Candidate>> together = generator.beam(inputs, width, 0.7);
    for (int row = 0; row < inputs.size(); row++) {
      List<Candidate> alone = generator.beam(List.of(inputs.get(row)), width, 0.7).get(0);
      assertEquals(alone.size(), together.get(row).size(), "row " + row);
      for (int rank = 0; rank < alone.size(); rank++) {
        Candidate candidate = together.get(row).get(rank);
        assertArrayEquals(alone.get(rank).labels(), candidate.labels(), "row " + row);
        assertEquals(alone.get(rank).score(), candidate.score(), 1e-12);
      }
      if (width == 1) {
        assertArrayEquals(greedy.get(row), alone.get(0).labels());
      }
    }
  }

  @Test
  void theLengthPenaltyPrefersLongerSequences() {
    RecurrentNetwork network = network(2);
    SequenceGenerator generator = new SequenceGenerator(network, SHAPE, END, LONGEST);
    for (Candidate candidate : generator.beam(List.of(INPUT), 10, 1.5).get(0)) {
      int length = candidate.labels().length + 1;
      assertEquals(
          candidate.logProbability() / Math.pow((5.0 + length) / 6, 1.5), candidate.score(), 1e-12);
    }
  }

  @Test
  void oneInputCanBecomeManyLabels() {
    DataShape shape =
        new DataShape(
            Topology.ONE_TO_MANY,
            Channel.symbols(SOURCE + TARGET),
            Channel.symbols(TARGET),
            OptionalInt.of(SOURCE));
    RecurrentNetwork network = network(4);
    SequenceGenerator generator = new SequenceGenerator(network, shape, END, LONGEST);
    int[] labels = generator.greedy(List.of(Symbols.of(3))).get(0);
    network.clearStepState();
    int input = 3;
    for (int label : labels) {
      double[] output = network.step(input);
      int best = 0;
      for (int index = 1; index < TARGET; index++) {
        best = output[index] > output[best] ? index : best;
      }
      assertEquals(best, label);
      input = SOURCE + label;
    }
    assertArrayEquals(labels, generator.beam(List.of(Symbols.of(3)), 1, 0).get(0).get(0).labels());
  }
}
