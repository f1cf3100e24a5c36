package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.NetworkConfigs;
import unroll.network.RecurrentNetwork;

/** Which model a training keeps, by its loss or by a metric. */
class BestModelTest {
  private static final DataShape SHAPE =
      new DataShape(Topology.MANY_TO_ONE, Channel.symbols(4), Channel.symbols(4));
  private static final Optimizer ADAM = new Optimizer.AdamOptimizer(0.02, 0.9, 0.999, 1e-8);

  /** A scorer that has an accuracy of its own, whatever the answers are. */
  private record Scripted(double accuracy) implements Scorer {
    @Override
    public void add(SequenceExample example, Answers answers) {}

    @Override
    public Map<String, Double> metrics(double loss) {
      return Map.of("accuracy", accuracy);
    }

    @Override
    public List<String> rankings() {
      return List.of("accuracy");
    }
  }

  private static Supplier<Scorer> script(double... accuracies) {
    Iterator<Double> next = Arrays.stream(accuracies).iterator();
    return () -> new Scripted(next.next());
  }

  private static TrainingConfig config(
      int epochs, int patience, String bestBy, LearningRate schedule) {
    return new TrainingConfig(
        epochs,
        8,
        5,
        ADAM,
        schedule,
        5,
        0,
        0,
        0,
        0,
        patience,
        bestBy,
        0,
        new Feeding.TeacherForcingFeeding(),
        1);
  }

  private static TrainingConfig config(int epochs, int patience, String bestBy) {
    return config(epochs, patience, bestBy, new LearningRate.ConstantRate());
  }

  /** The label is the first symbol, but one in four is wrong. */
  private static ShuffledExamples examples(long seed) {
    Random random = new Random(seed);
    List<SequenceExample> examples = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      int[] input = random.ints(3, 0, 4).toArray();
      int label = random.nextInt(4) == 0 ? random.nextInt(4) : input[0];
      examples.add(new SequenceExample(Symbols.of(input), Symbols.of(label)));
    }
    return ShuffledExamples.shuffled(examples, Topology.MANY_TO_ONE, 8, seed);
  }

  private static RecurrentNetwork network() {
    return RecurrentNetwork.create(
        NetworkConfigs.of("cell: gru, units: 6").configuration(SHAPE, false, ADAM.update(), 5));
  }

  private static Trainer.Ending train(
      TrainingConfig config, Supplier<Scorer> scorers, KeptModels kept) {
    return new Trainer(config, SHAPE, scorers, kept, kept)
        .train(network(), examples(1), Optional.of(examples(2)), Optional.empty());
  }

  @Test
  void theModelOfTheBestAccuracyIsKeptAndOfEqualsTheFirst() {
    KeptModels kept = new KeptModels();
    train(config(6, 0, "accuracy"), script(0.2, 0.5, 0.4, 0.5, 0.6, 0.3), kept);
    assertEquals(List.of(0, 1, 4), kept.best);

    KeptModels byLoss = new KeptModels();
    train(config(6, 0, "loss"), script(0.2, 0.5, 0.4, 0.5, 0.6, 0.3), byLoss);
    assertEquals(kept.losses, byLoss.losses, "what is kept changes no training");
    assertNotEquals(kept.best, byLoss.best);
  }

  @Test
  void theAccuracyOfTheKeptModelIsTheBestOfAllEvaluations() {
    KeptModels kept = new KeptModels();
    train(config(12, 0, "accuracy"), CorrectAnswers::new, kept);
    INDArray best = kept.models.get(kept.best.get(kept.best.size() - 1));
    RecurrentNetwork network = network();
    network.dl4j().params().assign(best);
    double accuracy =
        new Evaluator(SHAPE)
            .score(network, examples(2), new CorrectAnswers())
            .metrics()
            .get("accuracy");
    double[] all =
        kept.rows.stream()
            .mapToDouble(row -> row.validation().orElseThrow().metrics().get("accuracy"))
            .toArray();
    assertEquals(Arrays.stream(all).max().orElseThrow(), accuracy);
    assertTrue(kept.best.size() < all.length, "some evaluation is not the best");
    int byLoss =
        kept.rows.indexOf(
            kept.rows.stream()
                .min(Comparator.comparingDouble(row -> row.decidingLoss("loss")))
                .orElseThrow());
    assertTrue(
        byLoss != kept.best.get(kept.best.size() - 1), "the loss would choose another: " + byLoss);
  }

  @Test
  void patienceWaitsForABetterMetric() {
    KeptModels kept = new KeptModels();
    assertEquals(
        Trainer.Ending.NO_LONGER_IMPROVING,
        train(config(9, 2, "accuracy"), script(0.2, 0.5, 0.4, 0.6, 0.6, 0.5), kept));
    assertEquals(6, kept.rows.size());
    assertEquals(List.of(0, 1, 3), kept.best);
  }

  @Test
  void aPlateauOfTheMetricLowersTheLearningRate() {
    KeptModels kept = new KeptModels();
    train(
        config(5, 0, "accuracy", new LearningRate.PlateauRate(0.5, 1, 0.001)),
        script(0.5, 0.6, 0.6, 0.7, 0.1),
        kept);
    assertEquals(
        List.of(0.02, 0.02, 0.02, 0.01, 0.01),
        kept.rows.stream().map(EvaluationRow::learningRate).toList());
  }

  @Test
  void aMetricThatIsNoNumberEndsTheTraining() {
    UserException mistake =
        assertThrows(
            UserException.class,
            () -> train(config(3, 0, "accuracy"), script(0.5, Double.NaN), new KeptModels()));
    assertTrue(
        mistake.getMessage().startsWith("training.best-by: the validation data give no accuracy"),
        mistake.getMessage());
  }
}
