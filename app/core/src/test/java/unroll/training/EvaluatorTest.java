package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
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

class EvaluatorTest {
  private static final DataShape SHAPE =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(5), Channel.symbols(5));
  private static final Symbols TEXT = Symbols.of(new Random(1).ints(48, 0, 5).toArray());

  private static RecurrentNetwork network() {
    NetworkConfig config = NetworkConfigs.of("units: 6, precision: double");
    Optimizer optimizer = new Optimizer.SgdOptimizer(1);
    RecurrentNetwork network =
        RecurrentNetwork.create(config.configuration(SHAPE, true, optimizer.update(), 4));
    // Large weights make the state matter.
    network.dl4j().params().muli(4);
    return network;
  }

  /** The loss of reading a text character by character from the zero state. */
  private static double stepped(RecurrentNetwork network, Symbols text) {
    network.clearStepState();
    double loss = 0;
    for (int step = 0; step + 1 < text.length(); step++) {
      loss -= Math.log(network.step(text.at(step))[text.at(step + 1)]);
    }
    return loss;
  }

  @Test
  void keepsTheStateOfAStreamFromBatchToBatch() {
    RecurrentNetwork network = network();
    Score score =
        new Evaluator(SHAPE)
            .score(network, new ContiguousStreams(TEXT, 1, 7), new CorrectAnswers());
    assertEquals(47, score.labels());
    assertEquals(stepped(network, TEXT), score.loss() * score.labels(), 1e-9);
  }

  @Test
  void networksTogetherAnswerWithTheMeanOfTheirProbabilities() {
    RecurrentNetwork one = network();
    RecurrentNetwork other = network();
    other.dl4j().params().muli(0.5);
    Score score =
        new Evaluator(SHAPE)
            .score(List.of(one, other), new ContiguousStreams(TEXT, 1, 7), new CorrectAnswers());
    one.clearStepState();
    other.clearStepState();
    double loss = 0;
    for (int step = 0; step + 1 < TEXT.length(); step++) {
      int next = TEXT.at(step + 1);
      loss -= Math.log((one.step(TEXT.at(step))[next] + other.step(TEXT.at(step))[next]) / 2);
    }
    assertEquals(loss, score.loss() * score.labels(), 1e-9);
  }

  @Test
  void everyRowOfAStreamStartsFromTheZeroState() {
    RecurrentNetwork network = network();
    Score score =
        new Evaluator(SHAPE)
            .score(network, new ContiguousStreams(TEXT, 2, 7), new CorrectAnswers());
    double expected =
        stepped(network, TEXT.slice(0, 25)) + stepped(network, TEXT.slice(24, TEXT.length()));
    assertEquals(expected, score.loss() * score.labels(), 1e-9);
  }

  @Test
  void separateExamplesKnowNothingOfEachOther() {
    RecurrentNetwork network = network();
    List<SequenceExample> examples =
        List.of(
            new SequenceExample(TEXT.slice(0, 9), TEXT.slice(1, 10)),
            new SequenceExample(TEXT.slice(9, 13), TEXT.slice(10, 14)),
            new SequenceExample(TEXT.slice(13, 20), TEXT.slice(14, 21)));
    Score score =
        new Evaluator(SHAPE)
            .score(
                network,
                ShuffledExamples.inOrder(examples, Topology.MANY_TO_MANY, 2),
                new CorrectAnswers());
    double expected =
        stepped(network, TEXT.slice(0, 10))
            + stepped(network, TEXT.slice(9, 14))
            + stepped(network, TEXT.slice(13, 21));
    assertEquals(20, score.labels());
    assertEquals(expected, score.loss() * score.labels(), 1e-9);
  }
}
