package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.NetworkConfig;
import unroll.network.NetworkConfigs;
import unroll.network.RecurrentNetwork;

class TrainerTest {
  private static final int SYMBOLS = 4;
  private static final DataShape SHAPE = shape(Topology.MANY_TO_MANY);
  private static final Feeding TRUTH = new Feeding.TeacherForcingFeeding();
  private static final Optimizer ADAM = new Optimizer.AdamOptimizer(0.03, 0.9, 0.999, 1e-8);

  /** Keeps what a training leaves, in memory. */
  private static final class Kept implements Checkpoints, TrainingObserver {
    final List<EvaluationRow> rows = new ArrayList<>();
    final List<Integer> bestSteps = new ArrayList<>();
    final List<TrainingState> states = new ArrayList<>();
    final List<Double> losses = new ArrayList<>();
    int stopAfter = Integer.MAX_VALUE;

    @Override
    public void record(EvaluationRow row) {
      rows.add(row);
    }

    @Override
    public void saveBest(RecurrentNetwork network) {
      bestSteps.add(network.dl4j().getIterationCount());
    }

    @Override
    public void save(RecurrentNetwork network, Snapshot snapshot) {
      states.add(snapshot.state());
    }

    @Override
    public void stepped(TrainingState state, double loss, double secondsSinceStart) {
      losses.add(loss);
    }

    @Override
    public void evaluated(EvaluationRow row, RecurrentNetwork network) {}

    @Override
    public boolean stopRequested() {
      return losses.size() >= stopAfter;
    }
  }

  private static DataShape shape(Topology topology) {
    return new DataShape(topology, Channel.symbols(SYMBOLS), Channel.symbols(SYMBOLS));
  }

  private static TrainingConfig config(
      int epochs, int evaluateEvery, int patience, LearningRate schedule, Optimizer optimizer) {
    return new TrainingConfig(
        epochs,
        8,
        5,
        optimizer,
        schedule,
        5,
        evaluateEvery,
        0,
        0,
        0,
        patience,
        "loss",
        0,
        TRUTH,
        1);
  }

  private static RecurrentNetwork network(DataShape shape, BatchPlan plan, Optimizer optimizer) {
    boolean encodes = shape.topology() == Topology.ENCODER_DECODER;
    NetworkConfig config = NetworkConfigs.of("units: 12" + (encodes ? ", embedding: 8" : ""));
    return RecurrentNetwork.create(
        config.configuration(shape, plan.carriesState(), optimizer.update(), 5));
  }

  private static Trainer.Ending train(
      TrainingConfig config, Topology topology, BatchPlan plan, BatchPlan validation, Kept kept) {
    DataShape shape = shape(topology);
    return new Trainer(config, shape, CorrectAnswers::new, kept, kept)
        .train(
            network(shape, plan, config.optimizer()),
            plan,
            Optional.ofNullable(validation),
            Optional.empty());
  }

  /** A text in which every symbol follows from the two before it. */
  private static Symbols text(int length) {
    int[] ids = new int[length];
    for (int i = 2; i < length; i++) {
      ids[i] = (ids[i - 1] + 2 * ids[i - 2] + 1) % SYMBOLS;
    }
    return Symbols.of(ids);
  }

  /** Examples whose labels follow from their inputs as far as the topology lets them be known. */
  private static List<SequenceExample> examples(Topology topology, long seed) {
    Random random = new Random(seed);
    List<SequenceExample> examples = new ArrayList<>();
    for (int i = 0; i < 160; i++) {
      boolean oneInput = topology == Topology.ONE_TO_ONE || topology == Topology.ONE_TO_MANY;
      int length = oneInput ? 1 : 2 + random.nextInt(3);
      int[] input = random.ints(length, 0, SYMBOLS).toArray();
      int[] labels =
          switch (topology) {
            case ONE_TO_ONE -> new int[] {3 - input[0]};
            case ONE_TO_MANY -> new int[] {input[0], (input[0] + 1) % 4, (input[0] + 2) % 4};
            case MANY_TO_ONE -> new int[] {input[0]};
            case DELAYED_MANY_TO_MANY, ENCODER_DECODER -> new int[] {input[0], 3 - input[0]};
            case MANY_TO_MANY -> java.util.Arrays.stream(input).map(id -> 3 - id).toArray();
          };
      examples.add(new SequenceExample(Symbols.of(input), Symbols.of(labels)));
    }
    return examples;
  }

  @ParameterizedTest
  @EnumSource(Topology.class)
  void learnsATaskOfEveryTopology(Topology topology) {
    BatchPlan plan = ShuffledExamples.shuffled(examples(topology, 1), topology, 8, 1);
    BatchPlan validation = ShuffledExamples.inOrder(examples(topology, 2), topology, 16);
    Kept kept = new Kept();
    TrainingConfig config = config(20, 0, 0, new LearningRate.ConstantRate(), ADAM);
    assertEquals(Trainer.Ending.EPOCHS_DONE, train(config, topology, plan, validation, kept));
    Score last = kept.rows.get(kept.rows.size() - 1).validation().orElseThrow();
    assertTrue(
        last.metrics().get("accuracy") > 0.95,
        topology + " accuracy " + last.metrics().get("accuracy"));
    assertEquals(
        examples(topology, 2).stream().mapToInt(example -> example.labels().length()).sum(),
        last.labels());
  }

  @Test
  void carriesTheStateFromBatchToBatchAndForgetsItAtAnEpochsEnd() {
    Symbols text = text(41);
    BatchPlan plan = new ContiguousStreams(text, 1, 5);
    // A learning rate this small leaves the parameters as good as they were.
    Optimizer still = new Optimizer.SgdOptimizer(1e-30);
    Kept kept = new Kept();
    RecurrentNetwork network = network(SHAPE, plan, still);
    new Trainer(
            config(2, 0, 0, new LearningRate.ConstantRate(), still),
            SHAPE,
            CorrectAnswers::new,
            kept,
            kept)
        .train(network, plan, Optional.empty(), Optional.empty());
    assertEquals(16, kept.losses.size());
    network.clearStepState();
    for (int batch = 0; batch < 8; batch++) {
      double loss = 0;
      for (int step = 0; step < 5; step++) {
        int position = batch * 5 + step;
        loss -= Math.log(network.step(text.at(position))[text.at(position + 1)]);
      }
      assertEquals(loss / 5, kept.losses.get(batch), 1e-5, "batch " + batch);
      assertEquals(kept.losses.get(batch), kept.losses.get(batch + 8), 1e-6, "second epoch");
    }
  }

  @Test
  void evaluatingDoesNotChangeTheTraining() {
    BatchPlan plan = new ContiguousStreams(text(200), 4, 5);
    BatchPlan validation = new ContiguousStreams(text(50), 4, 5);
    Kept often = new Kept();
    train(
        config(3, 2, 0, new LearningRate.ConstantRate(), ADAM),
        Topology.MANY_TO_MANY,
        plan,
        validation,
        often);
    Kept seldom = new Kept();
    train(
        config(3, 0, 0, new LearningRate.ConstantRate(), ADAM),
        Topology.MANY_TO_MANY,
        plan,
        null,
        seldom);
    assertEquals(seldom.losses, often.losses);
    assertEquals(15, often.rows.size());
    assertEquals(3, seldom.rows.size());
  }

  @Test
  void keepsTheModelOfTheLowestValidationLoss() {
    BatchPlan plan = new ContiguousStreams(text(200), 4, 5);
    Kept kept = new Kept();
    train(
        config(6, 0, 0, new LearningRate.ConstantRate(), new Optimizer.SgdOptimizer(300)),
        Topology.MANY_TO_MANY,
        plan,
        new ContiguousStreams(text(50), 4, 5),
        kept);
    EvaluationRow best =
        kept.rows.stream()
            .min(java.util.Comparator.comparingDouble(row -> row.decidingLoss("loss")))
            .orElseThrow();
    assertEquals(best.step(), kept.bestSteps.get(kept.bestSteps.size() - 1));
    assertTrue(kept.bestSteps.size() < kept.rows.size(), "some evaluation is not the best");
  }

  @Test
  void stopsEarlyAfterSomeEvaluationsWithoutABetterOne() {
    BatchPlan plan = new ContiguousStreams(text(200), 4, 5);
    // The parameters hardly move, so after the first evaluation nothing gets better.
    Kept kept = new Kept();
    Trainer.Ending ending =
        train(
            config(50, 0, 3, new LearningRate.ConstantRate(), new Optimizer.SgdOptimizer(1e-30)),
            Topology.MANY_TO_MANY,
            plan,
            new ContiguousStreams(text(50), 4, 5),
            kept);
    assertEquals(Trainer.Ending.NO_LONGER_IMPROVING, ending);
    assertEquals(4, kept.rows.size());
  }

  @Test
  void aPlateauLowersTheLearningRate() {
    BatchPlan plan = new ContiguousStreams(text(200), 4, 5);
    Kept kept = new Kept();
    train(
        config(
            6, 0, 0, new LearningRate.PlateauRate(0.5, 2, 0.3), new Optimizer.SgdOptimizer(1e-30)),
        Topology.MANY_TO_MANY,
        plan,
        new ContiguousStreams(text(50), 4, 5),
        kept);
    List<Double> rates = kept.rows.stream().map(row -> row.learningRate() * 1e30).toList();
    double[] expected = {1, 1, 1, 0.5, 0.5, 0.3};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], rates.get(i), 1e-9, "evaluation " + i);
    }
  }

  @Test
  void stopsWhenAskedAndKeepsTheLastState() {
    BatchPlan plan = new ContiguousStreams(text(200), 4, 5);
    Kept kept = new Kept();
    kept.stopAfter = 7;
    TrainingConfig config = config(5, 0, 0, new LearningRate.ConstantRate(), ADAM);
    assertEquals(Trainer.Ending.STOPPED, train(config, Topology.MANY_TO_MANY, plan, null, kept));
    assertEquals(7, kept.states.get(kept.states.size() - 1).step());
    assertEquals(7, kept.losses.size());
  }

  @Test
  void theSameSeedGivesTheSameLossesToTheBit() {
    List<SequenceExample> examples = examples(Topology.MANY_TO_MANY, 1);
    TrainingConfig config = config(3, 0, 0, new LearningRate.ConstantRate(), ADAM);
    List<List<Double>> losses = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      Kept kept = new Kept();
      train(
          config,
          Topology.MANY_TO_MANY,
          ShuffledExamples.shuffled(examples, Topology.MANY_TO_MANY, 8, seed),
          null,
          kept);
      losses.add(kept.losses);
    }
    assertEquals(losses.get(0), losses.get(1));
    assertNotEquals(losses.get(0), losses.get(2));
  }

  @Test
  void cutsALongGradientToTheNorm() {
    BatchPlan plan = new ContiguousStreams(text(40), 2, 5);
    Optimizer sgd = new Optimizer.SgdOptimizer(1);
    RecurrentNetwork network = network(SHAPE, plan, sgd);
    INDArray before = network.dl4j().params().dup();
    Kept kept = new Kept();
    kept.stopAfter = 1;
    TrainingConfig config =
        new TrainingConfig(
            1,
            2,
            5,
            sgd,
            new LearningRate.ConstantRate(),
            0.01,
            0,
            0,
            0,
            0,
            0,
            "loss",
            0,
            TRUTH,
            1);
    new Trainer(config, SHAPE, CorrectAnswers::new, kept, kept)
        .train(network, plan, Optional.empty(), Optional.empty());
    assertEquals(0.01, network.dl4j().params().distance2(before), 1e-6);
  }
}
