package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.FrameShape;
import unroll.data.Frames;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.NetworkConfigs;
import unroll.network.RecurrentNetwork;
import unroll.training.Feeding.FreeRunningFeeding;
import unroll.training.Feeding.ScheduledSamplingFeeding;
import unroll.training.Feeding.ScheduledSamplingFeeding.Decay;
import unroll.training.Feeding.TeacherForcingFeeding;

/** Training on a translation of words of two to four letters into their reverse. */
class FeedingTrainingTest {
  private static final int LETTERS = 4;
  private static final int END = LETTERS;
  private static final DataShape WORDS =
      new DataShape(
          Topology.DELAYED_MANY_TO_MANY,
          Channel.symbols(2 * LETTERS + 1),
          Channel.symbols(LETTERS + 1),
          OptionalInt.of(LETTERS));
  private static final DataShape ENCODED =
      new DataShape(
          Topology.ENCODER_DECODER, WORDS.input(), WORDS.labels(), OptionalInt.of(LETTERS));
  private static final String ATTENTION = "embedding: 8, decoder: {attention: general}";
  private static final DataShape STREAM =
      new DataShape(
          Topology.MANY_TO_MANY, Channel.symbols(5), Channel.symbols(5), OptionalInt.of(0));
  private static final Optimizer ADAM = new Optimizer.AdamOptimizer(0.02, 0.9, 0.999, 1e-8);

  /** A share of the truth so near to 1 that no draw falls above it. */
  private static final Feeding ALL_TRUTH = new ScheduledSamplingFeeding(Decay.LINEAR, 1e300, 0);

  private static BatchPlan words(int count, long seed) {
    Random random = new Random(seed);
    List<SequenceExample> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] word = random.ints(2 + random.nextInt(2), 0, LETTERS).toArray();
      int[] reverse = new int[word.length + 1];
      for (int letter = 0; letter < word.length; letter++) {
        reverse[letter] = word[word.length - 1 - letter];
      }
      reverse[word.length] = END;
      examples.add(new SequenceExample(Symbols.of(word), Symbols.of(reverse)));
    }
    return ShuffledExamples.shuffled(examples, Topology.DELAYED_MANY_TO_MANY, 16, seed);
  }

  private static KeptModels train(
      Feeding feeding, int epochs, String keys, DataShape shape, BatchPlan plan) {
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("cell: gru, " + keys)
                .configuration(shape, plan.carriesState(), ADAM.update(), 5));
    TrainingConfig config =
        new TrainingConfig(
            epochs,
            16,
            5,
            ADAM,
            new LearningRate.ConstantRate(),
            5,
            0,
            0,
            0,
            0,
            0,
            "loss",
            0,
            feeding,
            1);
    KeptModels kept = new KeptModels();
    new Trainer(config, shape, CorrectAnswers::new, kept, kept)
        .train(network, plan, Optional.of(plan), Optional.empty());
    return kept;
  }

  private static KeptModels trainOnWords(Feeding feeding, int epochs) {
    return train(feeding, epochs, "units: 12, layers: 2, dropout: 0.2", WORDS, words(48, 1));
  }

  @Test
  void scheduledSamplingOfTheTruthAloneIsTeacherForcingToTheBit() {
    KeptModels forced = trainOnWords(new TeacherForcingFeeding(), 2);
    KeptModels scheduled = trainOnWords(ALL_TRUTH, 2);
    assertEquals(6, forced.losses.size());
    assertEquals(forced.losses, scheduled.losses);
    assertEquals(forced.models, scheduled.models);
  }

  @Test
  void theSameHoldsForAStreamWhoseStateIsCarried() {
    BatchPlan plan =
        new ContiguousStreams(Symbols.of(new Random(3).ints(121, 0, 5).toArray()), 3, 5);
    KeptModels forced = train(new TeacherForcingFeeding(), 2, "units: 8", STREAM, plan);
    KeptModels scheduled = train(ALL_TRUTH, 2, "units: 8", STREAM, plan);
    assertEquals(16, forced.losses.size());
    assertEquals(forced.losses, scheduled.losses);
    assertEquals(forced.models, scheduled.models);
    KeptModels free = train(new FreeRunningFeeding(), 2, "units: 8", STREAM, plan);
    assertNotEquals(forced.losses.get(0), free.losses.get(0));
  }

  @Test
  void theTruthIsReadAsLongAsTheScheduleSays() {
    List<Double> forced = trainOnWords(new TeacherForcingFeeding(), 2).losses;
    List<Double> free = trainOnWords(new FreeRunningFeeding(), 2).losses;
    // From 1 at the first step of all to 0 at the second.
    List<Double> fallen =
        trainOnWords(new ScheduledSamplingFeeding(Decay.LINEAR, 1e-9, 0), 2).losses;
    assertNotEquals(forced.get(0), free.get(0));
    assertEquals(forced.get(0), fallen.get(0));
    assertNotEquals(forced.get(1), fallen.get(1));
    // In thirds of an epoch of three steps, so that the second still reads two thirds.
    List<Double> falling = trainOnWords(new ScheduledSamplingFeeding(Decay.LINEAR, 1, 0), 2).losses;
    assertEquals(forced.get(0), falling.get(0));
    assertNotEquals(forced.get(1), falling.get(1));
    assertNotEquals(fallen.get(1), falling.get(1));
    List<Double> half =
        trainOnWords(new ScheduledSamplingFeeding(Decay.EXPONENTIAL, 1, 0.4), 2).losses;
    assertNotEquals(forced.get(1), half.get(1));
    assertNotEquals(fallen.get(1), half.get(1));
  }

  @Test
  void aNetworkThatReadsNoOutputOfItsOwnIsFedNone() {
    DataShape reviews =
        new DataShape(Topology.MANY_TO_ONE, Channel.symbols(LETTERS), Channel.symbols(2));
    List<SequenceExample> examples = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      examples.add(new SequenceExample(Symbols.of(i % LETTERS, i / LETTERS, 1), Symbols.of(i % 2)));
    }
    BatchPlan plan = ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, 4, 1);
    assertEquals(
        train(new TeacherForcingFeeding(), 2, "units: 5", reviews, plan).losses,
        train(new FreeRunningFeeding(), 2, "units: 5", reviews, plan).losses);
  }

  @Test
  void predictingLeavesNoStateBehind() {
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("cell: gru, units: 12")
                .configuration(WORDS, false, ADAM.update(), 5));
    BatchPlan plan = words(16, 1);
    try (SequenceBatches batches =
        new SequenceBatches(plan, WORDS, DataType.FLOAT, SequenceBatches.Position.START)) {
      DataSet batch = batches.next();
      INDArray first = batch.getFeatures().get(all(), all(), interval(0, 1)).dup();
      INDArray expected = network.step(first).dup();
      network.clearStepState();
      new OwnPredictions(network, LETTERS, 1).feed(batch, 0, 0, false);
      assertEquals(expected, network.step(first));
    }
  }

  /** Read again at once, what was fed gives itself: the step by step reading was the right one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsFedIsWhatTheNetworkSaysOfTheSteps(boolean encodes) {
    DataShape shape = encodes ? ENCODED : WORDS;
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("cell: gru, units: 12, " + (encodes ? ATTENTION : "layers: 2"))
                .configuration(shape, false, ADAM.update(), 5));
    network.dl4j().params().muli(4);
    try (SequenceBatches batches =
        new SequenceBatches(words(16, 1), shape, DataType.FLOAT, SequenceBatches.Position.START)) {
      DataSet batch = batches.next();
      INDArray truth = batch.getFeatures().dup();
      new OwnPredictions(network, LETTERS, 1).feed(batch, 0, 0, false);
      INDArray said = network.output(batch).argMax(1);
      int different = 0;
      for (int row = 0; row < 16; row++) {
        for (int t = 1; t < truth.size(2); t++) {
          boolean isFed = truth.getInt(row, 0, t) >= LETTERS;
          int expected = isFed ? LETTERS + said.getInt(row, t - 1) : truth.getInt(row, 0, t);
          assertEquals(expected, batch.getFeatures().getInt(row, 0, t), row + ", " + t);
          different += expected == truth.getInt(row, 0, t) ? 0 : 1;
        }
      }
      assertTrue(different > 5, "the network says something else than the truth");
    }
  }

  @Test
  void anEncoderAndDecoderLearnFromAnyFeeding() {
    for (Feeding feeding :
        List.of(
            new TeacherForcingFeeding(),
            new FreeRunningFeeding(),
            new ScheduledSamplingFeeding(Decay.LINEAR, 8, 0.1))) {
      KeptModels kept = train(feeding, 25, "units: 24, " + ATTENTION, ENCODED, words(96, 1));
      double accuracy = kept.rows.get(24).validation().orElseThrow().metrics().get("accuracy");
      assertTrue(accuracy > 0.9, feeding + ": " + accuracy);
    }
  }

  @Test
  void theSameSeedDrawsTheSameSteps() {
    Feeding half = new ScheduledSamplingFeeding(Decay.EXPONENTIAL, 1, 0.4);
    assertEquals(trainOnWords(half, 2).losses, trainOnWords(half, 2).losses);
  }

  @ParameterizedTest
  @ValueSource(strings = {"teacher-forcing", "free-running", "scheduled-sampling"})
  void everyFeedingLearns(String name) {
    Feeding feeding =
        switch (name) {
          case "teacher-forcing" -> new TeacherForcingFeeding();
          case "free-running" -> new FreeRunningFeeding();
          default -> new ScheduledSamplingFeeding(Decay.INVERSE_SIGMOID, 8, 0.1);
        };
    KeptModels kept = train(feeding, 25, "units: 24", WORDS, words(96, 1));
    double accuracy = kept.rows.get(24).validation().orElseThrow().metrics().get("accuracy");
    assertTrue(accuracy > 0.9, name + ": " + accuracy);
  }

  @Test
  void aPictureStaysWhereItsCaptionIsReplacedByPredictions() {
    DataShape shape =
        new DataShape(
            Topology.ONE_TO_MANY,
            new Channel.Mixed(FrameShape.flat(3), 6),
            Channel.symbols(5),
            OptionalInt.of(1));
    Random random = new Random(4);
    List<SequenceExample> examples = new ArrayList<>();
    for (int length : new int[] {5, 1, 3}) {
      float[] picture = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
      examples.add(
          new SequenceExample(
              new Frames(picture, 3), Symbols.of(random.ints(length, 0, 5).toArray())));
    }
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("cell: gru, units: 7, embedding: 4")
                .configuration(shape, false, ADAM.update(), 5));
    network.dl4j().params().muli(4);
    BatchPlan plan = ShuffledExamples.inOrder(examples, Topology.ONE_TO_MANY, 3);
    try (SequenceBatches batches =
        new SequenceBatches(plan, shape, DataType.FLOAT, SequenceBatches.Position.START)) {
      DataSet batch = batches.next();
      INDArray truth = batch.getFeatures().dup();
      new OwnPredictions(network, 1, 1).feed(batch, 0, 0, false);
      assertNotEquals(truth, batch.getFeatures(), "the network is wrong somewhere");
      for (int row = 0; row < 3; row++) {
        assertRow(network, truth, batch.getFeatures(), row, examples.get(row).labels().length());
      }
    }
  }

  /** A row must read its picture, its own predictions, and nothing behind its end. */
  private static void assertRow(
      RecurrentNetwork network, INDArray truth, INDArray read, int row, int steps) {
    network.clearStepState();
    INDArray expected = truth.get(interval(row, row + 1), all(), all()).dup();
    for (int step = 0; step < steps; step++) {
      INDArray input = expected.get(all(), all(), interval(step, step + 1));
      int best = network.step(input).argMax(1).getInt(0);
      if (step + 1 < steps) {
        expected.putScalar(0, 0, step + 1, 1 + best);
      }
    }
    assertEquals(expected, read.get(interval(row, row + 1), all(), all()).dup(), "row " + row);
  }
}
