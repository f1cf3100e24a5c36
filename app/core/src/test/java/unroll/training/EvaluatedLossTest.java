package unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.Sequence;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.NetworkConfigs;
import unroll.network.RecurrentNetwork;

/** Losses computed by hand from what the network gives to each example alone. */
class EvaluatedLossTest {
  private static final int SYMBOLS = 6;
  private static final int[] LENGTHS = {3, 1, 5, 2, 4};
  private static final Channel SIX = Channel.symbols(SYMBOLS);
  private static final Channel THREE_ANSWERS = new Channel.YesNo(3);

  /** What an evaluation hands over. */
  private static final class Recorder implements Scorer {
    final List<SequenceExample> examples = new ArrayList<>();
    final List<double[][]> outputs = new ArrayList<>();
    double loss;

    @Override
    public void add(SequenceExample example, Answers answers) {
      examples.add(example);
      outputs.add(answers.outputs());
    }

    @Override
    public Map<String, Double> metrics(double meanLoss) {
      loss = meanLoss;
      return Map.of("examples", (double) examples.size());
    }

    @Override
    public List<String> rankings() {
      return List.of();
    }

    @Override
    public Map<String, String> tables() {
      return Map.of("count", "examples\n" + examples.size() + "\n");
    }
  }

  private static RecurrentNetwork network(String keys, DataShape shape) {
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("units: 5, " + keys)
                .configuration(shape, false, new Optimizer.SgdOptimizer(1).update(), 4));
    network.dl4j().params().muli(3);
    return network;
  }

  private static List<SequenceExample> examples(DataShape shape) {
    Random random = new Random(7);
    List<SequenceExample> examples = new ArrayList<>();
    for (int length : LENGTHS) {
      int labels = shape.topology() == Topology.MANY_TO_ONE ? 1 : length;
      Sequence input =
          shape.input().isSymbols()
              ? Symbols.of(random.ints(length, 0, SYMBOLS).toArray())
              : numbers(random, length, shape.input().size(), false);
      examples.add(
          new SequenceExample(
              input,
              shape.labels().isSymbols()
                  ? Symbols.of(random.ints(labels, 0, shape.labels().size()).toArray())
                  : numbers(
                      random,
                      labels,
                      shape.labels().size(),
                      shape.labels() instanceof Channel.YesNo)));
    }
    return examples;
  }

  private static Frames numbers(Random random, int steps, int width, boolean isYesNo) {
    float[] values = new float[steps * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = isYesNo ? random.nextInt(2) : (float) random.nextGaussian();
    }
    return new Frames(values, width);
  }

  private static DataSet batch(DataShape shape, List<SequenceExample> rows, RecurrentNetwork to) {
    ShuffledExamples plan = ShuffledExamples.inOrder(rows, shape.topology(), rows.size());
    try (SequenceBatches batches =
        new SequenceBatches(plan, shape, to.dataType(), SequenceBatches.Position.START)) {
      return batches.next();
    }
  }

  /** What the network gives to an example alone at its labeled steps, {@code [label][output]}. */
  private static double[][] alone(
      RecurrentNetwork network, DataShape shape, SequenceExample example) {
    INDArray output = network.output(batch(shape, List.of(example), network));
    double[][] outputs = new double[example.labels().length()][];
    for (int label = 0; label < outputs.length; label++) {
      outputs[label] = new double[shape.labels().size()];
      for (int index = 0; index < outputs[label].length; index++) {
        outputs[label][index] =
            output.rank() == 2
                ? output.getDouble(0, index)
                : output.getDouble(0, index, shape.layout(example).firstLabel() + label);
      }
    }
    return outputs;
  }

  /** Cross-entropy, or the mean of the squares of numbers that are no answers of yes and no. */
  private static double loss(DataShape shape, SequenceExample example, double[][] outputs) {
    double loss = 0;
    for (int label = 0; label < outputs.length; label++) {
      for (int index = 0; index < outputs[label].length; index++) {
        double output = outputs[label][index];
        if (example.labels() instanceof Symbols symbols) {
          loss -= symbols.at(label) == index ? Math.log(output) : 0;
          continue;
        }
        float target = ((Frames) example.labels()).at(label, index);
        if (shape.labels() instanceof Channel.YesNo) {
          loss -= Math.log(target == 1 ? output : 1 - output);
        } else {
          loss += (output - target) * (output - target) / outputs[label].length;
        }
      }
    }
    return loss;
  }

  private static DataShape shape(String name) {
    return switch (name) {
      case "reviews" -> new DataShape(Topology.MANY_TO_ONE, SIX, Channel.symbols(3));
      case "answers" -> new DataShape(Topology.MANY_TO_ONE, SIX, THREE_ANSWERS);
      case "answers in step" ->
          new DataShape(Topology.MANY_TO_MANY, Channel.numbers(2), THREE_ANSWERS);
      case "forecast" ->
          new DataShape(Topology.MANY_TO_ONE, Channel.numbers(2), Channel.numbers(2));
      case "track" -> new DataShape(Topology.MANY_TO_MANY, Channel.numbers(2), Channel.numbers(2));
      case "translation" ->
          new DataShape(Topology.DELAYED_MANY_TO_MANY, SIX, Channel.symbols(3), OptionalInt.of(3));
      default -> new DataShape(Topology.MANY_TO_MANY, SIX, Channel.symbols(3));
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reviews | pooling: last",
        "reviews | 'pooling: mean, bidirectional: true'",
        "reviews | pooling: max",
        "answers | pooling: mean",
        "answers in step | cell: gru",
        "answers in step | bidirectional: true",
        "forecast | cell: rnn",
        "track | cell: gru",
        "translation | embedding: 4",
        "tags | bidirectional: true",
        "tags | 'bidirectional: true, layers: 2, cell: gru, embedding: 4'"
      })
  void theLossIsTheMeanOverLabelsOfEveryExampleAlone(String data, String keys) {
    DataShape shape = shape(data);
    List<SequenceExample> examples = examples(shape);
    for (String precision : List.of("double", "float")) {
      RecurrentNetwork network = network(keys + ", precision: " + precision, shape);
      Recorder recorder = new Recorder();
      Score score =
          new Evaluator(shape)
              .score(network, ShuffledExamples.inOrder(examples, shape.topology(), 2), recorder);
      double tolerance = precision.equals("double") ? 1e-12 : 1e-5;
      double expected = 0;
      long labels = 0;
      for (int i = 0; i < examples.size(); i++) {
        double[][] outputs = alone(network, shape, examples.get(i));
        expected += loss(shape, examples.get(i), outputs);
        labels += outputs.length;
        for (int label = 0; label < outputs.length; label++) {
          assertArrayEquals(
              outputs[label], recorder.outputs.get(i)[label], tolerance, "example " + i);
        }
        assertEquals(outputs.length, recorder.outputs.get(i).length);
      }
      assertEquals(labels, score.labels());
      assertEquals(expected / labels, score.loss(), tolerance);
      assertEquals(score.loss(), recorder.loss);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reviews",
        "answers",
        "answers in step",
        "forecast",
        "track",
        "translation",
        "tags"
      })
  void whatIsEvaluatedIsWhatIsTrained(String data) {
    DataShape shape = shape(data);
    List<SequenceExample> examples = examples(shape);
    RecurrentNetwork network = network("precision: double", shape);
    Score score =
        new Evaluator(shape)
            .score(
                network, ShuffledExamples.inOrder(examples, shape.topology(), 2), new Recorder());
    TrainingStep.Report report =
        new TrainingStep(network, 0).run(batch(shape, examples, network), 0.1);
    assertEquals(report.labels(), score.labels());
    assertEquals(report.loss(), score.loss(), 1e-10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void theScorerGetsTheExamplesInTheOrderOfThePlan(int batchSize) {
    DataShape shape = shape("reviews");
    List<SequenceExample> examples = examples(shape);
    Recorder recorder = new Recorder();
    Score score =
        new Evaluator(shape)
            .score(
                network("", shape),
                ShuffledExamples.inOrder(examples, shape.topology(), batchSize),
                recorder);
    assertEquals(examples.size(), recorder.examples.size());
    for (int i = 0; i < examples.size(); i++) {
      assertSame(examples.get(i), recorder.examples.get(i));
    }
    assertEquals(Map.of("examples", 5.0), score.metrics());
    assertEquals(Map.of("count", "examples\n5\n"), score.tables());
  }

  @Test
  void aShuffledPlanIsScoredInTheOrderOfItsFirstEpoch() {
    DataShape shape = shape("tags");
    ShuffledExamples plan = ShuffledExamples.shuffled(examples(shape), shape.topology(), 2, 11);
    Recorder recorder = new Recorder();
    new Evaluator(shape).score(network("", shape), plan, recorder);
    List<SequenceExample> expected = new ArrayList<>();
    for (int batch = 0; batch < plan.batches(); batch++) {
      expected.addAll(plan.rows(0, batch));
    }
    assertEquals(expected, recorder.examples);
  }

  @Test
  void anImpossibleLabelCostsMuchAndNotEverything() {
    DataShape shape = shape("reviews");
    RecurrentNetwork network = network("", shape);
    network.dl4j().getParam("1_b").assign(Nd4j.createFromArray(900f, 0, 0));
    List<SequenceExample> one = List.of(new SequenceExample(Symbols.of(1, 2), Symbols.of(2)));
    Score score =
        new Evaluator(shape)
            .score(network, ShuffledExamples.inOrder(one, shape.topology(), 1), new Recorder());
    assertEquals(-Math.log(1e-38), score.loss(), 1e-9);
    assertTrue(Double.isFinite(score.loss() * score.labels()));
  }
}
