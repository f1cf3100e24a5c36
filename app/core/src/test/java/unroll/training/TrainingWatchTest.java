package unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.NetworkConfigs;
import unroll.network.RecurrentNetwork;

class TrainingWatchTest {
  private static final int SYMBOLS = 4;
  private static final DataShape SHAPE =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(SYMBOLS), Channel.symbols(SYMBOLS));
  private static final DataShape ONE_LABEL =
      new DataShape(Topology.MANY_TO_ONE, Channel.symbols(SYMBOLS), Channel.symbols(SYMBOLS));

  private static TrainingConfig config(Optimizer optimizer, double clipNorm, int patience) {
    return new TrainingConfig(
        10,
        8,
        5,
        optimizer,
        new LearningRate.ConstantRate(),
        clipNorm,
        0,
        0,
        0,
        0,
        patience,
        "loss",
        0,
        new Feeding.TeacherForcingFeeding(),
        1);
  }

  /** Copies of what came in, with labels of every row or step. */
  private static BatchPlan examples(DataShape shape) {
    Random random = new Random(3);
    List<SequenceExample> examples = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      int[] input = random.ints(2 + random.nextInt(5), 0, SYMBOLS).toArray();
      boolean isOne = shape.topology() == Topology.MANY_TO_ONE;
      examples.add(
          new SequenceExample(
              Symbols.of(input), Symbols.of(isOne ? Arrays.copyOf(input, 1) : input)));
    }
    return ShuffledExamples.shuffled(examples, shape.topology(), 8, 1);
  }

  /** What a watched training said; null: not watched. */
  private static List<String> train(
      RecurrentNetwork network,
      DataShape shape,
      BatchPlan plan,
      TrainingConfig config,
      int epochs,
      TrainingWatch watch) {
    List<String> warnings = new ArrayList<>();
    double rate = config.optimizer().learningRate();
    TrainingStep step = new TrainingStep(network, config.clipNorm());
    try (SequenceBatches batches =
        new SequenceBatches(plan, shape, network.dataType(), SequenceBatches.Position.START)) {
      for (int epoch = 0, done = 1; epoch < epochs; epoch++) {
        step.clearState();
        double sum = 0;
        for (; batches.hasNext(); done++) {
          if (!plan.carriesState()) {
            step.clearState();
          }
          DataSet batch = batches.next();
          TrainingStep.Report report = step.run(batch, rate);
          sum += report.loss();
          if (watch != null) {
            watch.stepped(() -> batch, report, rate, done);
          }
        }
        batches.reset();
        if (watch != null) {
          warnings.addAll(watch.warnings(row(epoch, sum / plan.batches(), Optional.empty())));
        }
      }
    }
    return warnings;
  }

  private static EvaluationRow row(int epoch, double loss, Optional<Score> validation) {
    return new EvaluationRow(epoch, epoch, 0.1, loss, 1, validation, 1, 1);
  }

  private static RecurrentNetwork network(
      DataShape shape, String keys, boolean carriesState, Optimizer optimizer) {
    return RecurrentNetwork.create(
        NetworkConfigs.of(keys).configuration(shape, carriesState, optimizer.update(), 5));
  }

  private static final Optimizer ADAM = new Optimizer.AdamOptimizer(0.02, 0.9, 0.999, 1e-8);

  private static List<String> watched(DataShape shape, BatchPlan plan, String keys, int epochs) {
    RecurrentNetwork network = network(shape, keys, plan.carriesState(), ADAM);
    TrainingConfig config = config(ADAM, 5, 0);
    return train(network, shape, plan, config, epochs, new TrainingWatch(network, shape, config));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cell: rnn, units: 12",
        "cell: rnn, units: 12, activation: relu",
        "cell: lstm, units: 12, layers: 2, dropout: 0.3",
        "cell: gru, units: 12, embedding: 6",
        "cell: gru, units: 6, layers: 2, bidirectional: true",
      })
  void aHealthyTrainingIsNotWarnedOf(String keys) {
    assertEquals(List.of(), watched(SHAPE, examples(SHAPE), keys, 15), keys);
    assertEquals(
        List.of(), watched(ONE_LABEL, examples(ONE_LABEL), keys + ", pooling: max", 15), keys);
  }

  @Test
  void aHealthyTrainingOnAStreamIsNotWarnedOf() {
    Symbols text = Symbols.of(new Random(1).ints(400, 0, SYMBOLS).toArray());
    assertEquals(
        List.of(), watched(SHAPE, new ContiguousStreams(text, 4, 10), "cell: lstm, units: 8", 9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cell: lstm, units: 6, layers: 2, dropout: 0.5",
        "cell: gru, units: 6, embedding: 4, tied-embedding: false, input-dropout: 0.2",
        "cell: rnn, units: 6, layers: 2, dropout: 0.4"
      })
  void watchingChangesNoBitOfATraining(String keys) {
    for (boolean isStream : new boolean[] {false, true}) {
      Symbols text = Symbols.of(new Random(1).ints(200, 0, SYMBOLS).toArray());
      BatchPlan plan = isStream ? new ContiguousStreams(text, 4, 10) : examples(SHAPE);
      TrainingConfig config = config(ADAM, 1, 0);
      List<INDArray> parameters = new ArrayList<>();
      List<Long> randomStates = new ArrayList<>();
      for (boolean isWatched : new boolean[] {false, true}) {
        RecurrentNetwork network = network(SHAPE, keys, isStream, ADAM);
        TrainingWatch watch = isWatched ? new TrainingWatch(network, SHAPE, config) : null;
        train(network, SHAPE, plan, config, 12, watch);
        parameters.add(network.dl4j().params().dup());
        randomStates.add(Nd4j.getRandom().rootState());
        randomStates.add(Nd4j.getRandom().nodeState());
      }
      assertArrayEquals(parameters.get(0).toFloatVector(), parameters.get(1).toFloatVector(), 0f);
      assertEquals(randomStates.subList(0, 2), randomStates.subList(2, 4));
    }
  }

  private static List<String> warnings(String keys, Map<String, Double> parameters) {
    Optimizer still = new Optimizer.SgdOptimizer(1e-3);
    RecurrentNetwork network = network(SHAPE, keys, false, still);
    parameters.forEach((key, value) -> network.dl4j().getParam(key).assign(value));
    TrainingConfig config = config(still, 5, 0);
    return train(
        network, SHAPE, examples(SHAPE), config, 12, new TrainingWatch(network, SHAPE, config));
  }

  @Test
  void unitsThatAreNeverAboveZeroAreDead() {
    List<String> warnings =
        warnings("cell: rnn, activation: relu, units: 5, layers: 2", Map.of("1_b", -50.0));
    assertEquals(2, warnings.size(), () -> warnings.toString());
    assertTrue(warnings.get(0).startsWith("dead: layer 2 (rnn): "), () -> warnings.get(0));
    assertTrue(
        warnings.get(1).startsWith("unmoved: layer 1 (rnn), layer 2 (rnn): "),
        () -> warnings.get(1));
  }

  @Test
  void tanhUnitsAndGatesAtTheirEndsAreSaturated() {
    List<String> ofRnn = warnings("cell: rnn, units: 5, layers: 2", Map.of("0_b", 30.0));
    assertTrue(
        ofRnn.stream()
            .anyMatch(
                line ->
                    line.startsWith(
                        "saturated: layer 1 (rnn): outputs beyond 0.95: 100 %; hardly")),
        () -> ofRnn.toString());
    List<String> ofGru = warnings("cell: gru, units: 5", Map.of("0_b", -30.0));
    assertTrue(
        ofGru.stream()
            .anyMatch(
                line ->
                    line.startsWith(
                        "saturated: layer 1 (gru): gates below 0.1 / above 0.9: reset 100 % / 0 %,"
                            + " update 100 % / 0 %;")),
        () -> ofGru.toString());
  }

  @Test
  void aSaturatedNetworkThatHasLearnedItsTaskIsNotWarnedOf() {
    RecurrentNetwork network = network(SHAPE, "cell: rnn, units: 3", false, ADAM);
    network.dl4j().getParam("0_b").assign(4);
    TrainingWatch watch = new TrainingWatch(network, SHAPE, config(ADAM, 5, 0));
    for (double loss : new double[] {0.1, 0.3}) {
      try (SequenceBatches batches =
          new SequenceBatches(
              examples(SHAPE), SHAPE, network.dataType(), SequenceBatches.Position.START)) {
        DataSet batch = batches.next();
        for (int step = 0; step < 20; step++) {
          watch.stepped(() -> batch, new TrainingStep.Report(loss, 8, 1), 0.1, step + 1);
        }
      }
      // Chance is 1.39.
      int expected = loss < 0.139 ? 0 : 1;
      assertEquals(expected, watch.warnings(row(1, loss, Optional.empty())).size());
    }
  }

  @Test
  void everyKindOfWarningIsGivenOnce() {
    RecurrentNetwork network = network(SHAPE, "units: 3", false, ADAM);
    TrainingWatch watch = new TrainingWatch(network, SHAPE, config(ADAM, 5, 0));
    List<String> all = new ArrayList<>();
    for (int evaluation = 0; evaluation < 30; evaluation++) {
      double validation = 1 + 0.01 * evaluation;
      all.addAll(
          watch.warnings(
              row(
                  evaluation,
                  evaluation < 12 ? 2 - 0.1 * evaluation : 0.8,
                  Optional.of(new Score(validation, 1, Map.of(), Map.of())))));
      assertEquals(evaluation < 21 ? 0 : 1, all.size(), "evaluation " + evaluation);
    }
    assertTrue(all.get(0).startsWith("plateau: 21 evaluations without a better one"), all.get(0));
    assertTrue(all.get(0).contains("training.patience: 10"), all.get(0));
  }

  @Test
  void aLossThatStaysFarAboveChanceEndsTheTraining() {
    Optimizer wild = new Optimizer.SgdOptimizer(2000);
    RecurrentNetwork network = network(SHAPE, "units: 8", false, wild);
    TrainingConfig config = config(wild, 5, 0);
    TrainingWatch watch = new TrainingWatch(network, SHAPE, config);
    Symbols noise = Symbols.of(new Random(1).ints(4000, 0, SYMBOLS).toArray());
    String text =
        assertThrows(
                DivergedException.class,
                () -> train(network, SHAPE, new ContiguousStreams(noise, 4, 5), config, 3, watch))
            .getMessage();
    assertTrue(text.contains("\nfirst: the learning rate: 2.00e+03\n"), text);
    assertTrue(text.contains("\nchange: training.optimizer.learning-rate: 0.1 ("), text);
  }
}
