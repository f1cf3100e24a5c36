package unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.Channel;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.NetworkConfig;
import unroll.network.NetworkConfigs;
import unroll.network.Precision;
import unroll.network.RecurrentNetwork;

/** Two steps of every optimizer against its formula, on real gradients in double precision. */
class OptimizerTest {
  private static final DataShape SHAPE =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(3), Channel.symbols(3));
  private static final double RATE = 0.05;

  /** A rule from the two gradients to the change of the second step. */
  private interface Rule {
    double change(double first, double second);
  }

  private static RecurrentNetwork network(Optimizer optimizer) {
    NetworkConfig config = NetworkConfigs.of("cell: rnn, units: 4, precision: double");
    return RecurrentNetwork.create(config.configuration(SHAPE, false, optimizer.update(), 2));
  }

  private static DataSet batch() {
    ContiguousStreams plan = new ContiguousStreams(Symbols.of(0, 1, 2, 1, 0, 2, 2, 1, 0), 2, 4);
    try (SequenceBatches batches =
        new SequenceBatches(
            plan, SHAPE, Precision.DOUBLE.dataType(), SequenceBatches.Position.START)) {
      return batches.next();
    }
  }

  /** The mean gradient at the network's parameters, found by a step of plain gradient descent. */
  private static double[] gradientAt(double[] parameters) {
    RecurrentNetwork network = network(new Optimizer.SgdOptimizer(1));
    network
        .dl4j()
        .params()
        .assign(
            org.nd4j.linalg.factory.Nd4j.createFromArray(parameters)
                .reshape(network.dl4j().params().shape()));
    new TrainingStep(network, 0).run(batch(), 1);
    double[] after = network.dl4j().params().toDoubleVector();
    double[] gradient = new double[after.length];
    for (int i = 0; i < after.length; i++) {
      gradient[i] = parameters[i] - after[i];
    }
    return gradient;
  }

  private static void check(Optimizer optimizer, Rule rule) {
    RecurrentNetwork network = network(optimizer);
    TrainingStep step = new TrainingStep(network, 0);
    double[] first = gradientAt(network.dl4j().params().toDoubleVector());
    step.run(batch(), RATE);
    double[] between = network.dl4j().params().toDoubleVector();
    double[] second = gradientAt(between);
    step.run(batch(), RATE);
    double[] expected = between.clone();
    for (int i = 0; i < expected.length; i++) {
      expected[i] -= rule.change(first[i], second[i]);
    }
    assertArrayEquals(expected, network.dl4j().params().toDoubleVector(), 1e-10);
  }

  private static double adam(double first, double second) {
    double mean = 0.9 * 0.1 * first + 0.1 * second;
    double square = 0.999 * 0.001 * first * first + 0.001 * second * second;
    double rate = RATE * Math.sqrt(1 - 0.999 * 0.999) / (1 - 0.9 * 0.9);
    return rate * mean / (Math.sqrt(square) + 1e-12);
  }

  @Test
  void sgdFollowsTheMeanGradientOfALabeledStep() {
    check(new Optimizer.SgdOptimizer(RATE), (first, second) -> RATE * second);
  }

  @Test
  void nesterovLooksAhead() {
    check(
        new Optimizer.NesterovOptimizer(RATE, 0.9),
        (first, second) -> {
          double velocity1 = -RATE * first;
          double velocity2 = 0.9 * velocity1 - RATE * second;
          return 0.9 * velocity1 - 1.9 * velocity2;
        });
  }

  @Test
  void adamDividesTheMeanByTheRootMeanSquare() {
    check(
        new Optimizer.AdamOptimizer(RATE, 0.9, 0.999, 1e-12),
        (first, second) -> adam(first, second));
  }

  @Test
  void adamwTakesAShareOffEveryWeightButNotOffBiases() {
    RecurrentNetwork network = network(new Optimizer.AdamwOptimizer(RATE, 0.9, 0.999, 1e-12, 0.3));
    double[] before = network.dl4j().params().toDoubleVector();
    double[] bias = network.dl4j().getParam("0_b").dup().toDoubleVector();
    double[] gradient = gradientAt(before);
    double plainLoss =
        new TrainingStep(network(new Optimizer.SgdOptimizer(1)), 0).run(batch(), RATE).loss();
    double loss = new TrainingStep(network, 0).run(batch(), RATE).loss();
    assertEquals(plainLoss, loss, 1e-12, "the decay is no part of the loss");
    double[] after = network.dl4j().params().toDoubleVector();
    int weights = (int) network.dl4j().getParam("0_W").length();
    for (int i = 0; i < weights; i++) {
      double adam = RATE * Math.signum(gradient[i]);
      assertEquals(before[i] - adam - RATE * 0.3 * before[i], after[i], 1e-8);
    }
    double[] biasAfter = network.dl4j().getParam("0_b").toDoubleVector();
    for (int i = 0; i < bias.length; i++) {
      assertEquals(RATE, Math.abs(biasAfter[i] - bias[i]), 1e-8);
    }
  }

  @Test
  void rmspropDividesByTheRootMeanSquare() {
    check(
        new Optimizer.RmspropOptimizer(RATE, 0.9, 1e-12),
        (first, second) -> {
          // DL4J's mean starts at epsilon instead of zero.
          double square = 0.81 * 1e-12 + 0.09 * first * first + 0.1 * second * second;
          return RATE * second / (Math.sqrt(square) + 1e-12);
        });
  }

  @Test
  void adagradDividesByTheRootOfAllSquares() {
    check(
        new Optimizer.AdagradOptimizer(RATE, 1e-12),
        // DL4J's sum starts at 1e-6 instead of zero, whatever epsilon is.
        (first, second) ->
            RATE * second / (Math.sqrt(1e-6 + first * first + second * second) + 1e-12));
  }
}
