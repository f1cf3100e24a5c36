package unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.FrameShape;
import unroll.data.Topology;
import unroll.layers.KernelChoice;
import unroll.layers.Merge;
import unroll.layers.Pooling;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceLoss;
import unroll.layers.SequenceOutput;
import unroll.layers.StepEncoder;
import unroll.layers.SymbolEmbedding;

class LayerStackTest {
  private static final Channel SEVEN = Channel.symbols(7);
  private static final Channel FOUR = Channel.symbols(4);
  private static final DataShape REVIEWS = new DataShape(Topology.MANY_TO_ONE, SEVEN, FOUR);
  private static final DataShape TAGS = new DataShape(Topology.MANY_TO_MANY, SEVEN, FOUR);
  private static final DataShape CLIPS =
      new DataShape(Topology.MANY_TO_ONE, new Channel.Mixed(new FrameShape(3, 9, 7), 10), FOUR);

  private static MultiLayerConfiguration configuration(String keys, DataShape shape) {
    return NetworkConfigs.of(keys)
        .configuration(shape, false, new ParameterUpdate(new Sgd(0.1), 0), 1);
  }

  private static List<Layer> layers(String keys, DataShape shape) {
    return configuration(keys, shape).getConfs().stream().map(conf -> conf.getLayer()).toList();
  }

  private static long parameters(String keys, DataShape shape) {
    return RecurrentNetwork.create(configuration(keys, shape)).parameterCount();
  }

  /** Parameters of one direction of a layer; a GRU has two biases. */
  private static long cell(String cell, long inputs, long units) {
    long gate = inputs * units + units * units + units;
    return switch (cell) {
      case "rnn" -> gate;
      case "lstm" -> 4 * gate;
      default -> 3 * (gate + units);
    };
  }

  @ParameterizedTest
  @CsvSource({"rnn", "lstm", "gru"})
  void bothDirectionsHaveParametersOfTheirOwnAndTheNextLayerReadsBoth(String cell) {
    long output = 2 * 5 * 4 + 4;
    String keys = "units: 5, bidirectional: true, cell: " + cell;
    assertEquals(2 * cell(cell, 7, 5) + output, parameters(keys, TAGS));
    assertEquals(
        7 * 3 + 2 * cell(cell, 3, 5) + 2 * cell(cell, 10, 5) + output,
        parameters(keys + ", layers: 2, embedding: 3", TAGS));
  }

  @ParameterizedTest
  @CsvSource({"rnn,last", "lstm,mean", "gru,max"})
  void poolingHasNoParameters(String cell, String pooling) {
    String keys = "units: 5, layers: 2, cell: %s, pooling: %s".formatted(cell, pooling);
    long recurrent = cell(cell, 7, 5) + cell(cell, 5, 5);
    assertEquals(recurrent + 5 * 4 + 4, parameters(keys, REVIEWS));
    assertEquals(
        2 * cell(cell, 7, 5) + 2 * cell(cell, 10, 5) + 10 * 4 + 4,
        parameters(keys + ", bidirectional: true", REVIEWS));
  }

  @Test
  void anEncoderHasItsSymbolsConvolutionsAndDenseLayers() {
    long rest = cell("rnn", 8, 5) + 5 * 4 + 4;
    // 9 by 7 pooled by 2 leaves 4 by 3.
    long first = 4 * 3 * 3 * 3 + 4;
    long second = 6 * 4 * 5 * 5 + 6;
    long dense = (6 * 4 * 3) * 11 + 11;
    long linear = 11 * 8 + 8;
    assertEquals(
        10 * 8 + first + second + dense + linear + rest,
        parameters(
            "cell: rnn, units: 5, embedding: 8, encoder: {hidden: [11], convolutions:"
                + " [{filters: 4}, {filters: 6, size: 5, pool: 1}]}",
            CLIPS));
    assertEquals(
        10 * 8 + (3 * 9 * 7) * 8 + 8 + rest,
        parameters("cell: rnn, units: 5, embedding: 8", CLIPS),
        "a plain encoder projects");
  }

  @Test
  void anEncoderHasWhatTheConfigurationSays() {
    String keys =
        "embedding: 8, kernel: portable, encoder: {hidden: [11, 12], convolutions: [{filters: 4,"
            + " size: 5, pool: 3}, {filters: 6, size: 1, pool: 1}]}";
    StepEncoder encoder = assertInstanceOf(StepEncoder.class, layers(keys, CLIPS).get(0));
    assertEquals(
        new StepEncoder.Builder()
            .frame(3, 9, 7)
            .symbols(10)
            .filters(4, 6)
            .kernels(5, 1)
            .pools(3, 1)
            .hidden(11, 12)
            .kernel(KernelChoice.PORTABLE)
            .nOut(8)
            .build()
            .shape(),
        encoder.shape());
    assertEquals(10, encoder.getSymbols());
    assertEquals(KernelChoice.PORTABLE, encoder.getKernel());
    assertEquals(1 + 3 * 9 * 7, encoder.getNIn());
  }

  @Test
  void onlyTheTopmostLayerPoolsAndOnlyWhereASequenceHasOneLabel() {
    List<Layer> reviews = layers("layers: 3, pooling: max", REVIEWS);
    assertNull(((RecurrentCell) reviews.get(0)).getPooling());
    assertNull(((RecurrentCell) reviews.get(1)).getPooling());
    assertEquals(Pooling.MAX, ((RecurrentCell) reviews.get(2)).getPooling());
    assertEquals(Pooling.LAST, ((RecurrentCell) layers("", REVIEWS).get(0)).getPooling());
    assertNull(((RecurrentCell) layers("", TAGS).get(0)).getPooling());
  }

  @Test
  void bothDirectionsAreLaidSideBySideInEveryLayer() {
    List<Layer> layers = layers("layers: 2, bidirectional: true", TAGS);
    assertEquals(Merge.CONCATENATE, ((RecurrentCell) layers.get(0)).getMerge());
    assertEquals(Merge.CONCATENATE, ((RecurrentCell) layers.get(1)).getMerge());
    assertNull(((RecurrentCell) layers("", TAGS).get(0)).getMerge());
  }

  @Test
  void anEmbeddingStandsBelowTheFirstRecurrentLayer() {
    List<Layer> layers = layers("embedding: 3, units: 5", TAGS);
    SymbolEmbedding embedding = assertInstanceOf(SymbolEmbedding.class, layers.get(0));
    assertEquals(7, embedding.getNIn());
    assertEquals(3, embedding.getNOut());
    RecurrentCell first = (RecurrentCell) layers.get(1);
    assertEquals(3, first.getNIn());
    assertTrue(!first.isSymbolInput());
  }

  @Test
  void inputDropoutFallsOnWhatTheFirstRecurrentLayerReads() {
    DataShape rows = new DataShape(Topology.MANY_TO_ONE, Channel.numbers(3), FOUR);
    List<Layer> numbers = layers("layers: 2, input-dropout: 0.25", rows);
    assertEquals(new Dropout(0.75), numbers.get(0).getIDropout());
    assertNull(numbers.get(1).getIDropout());
    assertNull(numbers.get(2).getIDropout());

    List<Layer> embedded =
        layers("embedding: 3, layers: 2, input-dropout: 0.25, dropout: 0.5", TAGS);
    assertNull(embedded.get(0).getIDropout());
    assertEquals(new Dropout(0.75), embedded.get(1).getIDropout());
    assertEquals(new Dropout(0.5), embedded.get(2).getIDropout());
    assertEquals(new Dropout(0.5), embedded.get(3).getIDropout());
  }

  @Test
  void theLossFollowsFromTheLabels() {
    assertEquals(SequenceLoss.SOFTMAX_CROSS_ENTROPY, output(FOUR).getLoss());
    assertEquals(SequenceLoss.SIGMOID_CROSS_ENTROPY, output(new Channel.YesNo(3)).getLoss());
    assertEquals(SequenceLoss.MEAN_SQUARED_ERROR, output(Channel.numbers(2)).getLoss());
    assertEquals(4, output(FOUR).getNOut());
    assertEquals(3, output(new Channel.YesNo(3)).getNOut());
    assertEquals(2, output(Channel.numbers(2)).getNOut());
  }

  private static SequenceOutput output(Channel labels) {
    DataShape shape = new DataShape(Topology.MANY_TO_ONE, Channel.numbers(3), labels);
    return (SequenceOutput) layers("units: 5", shape).get(1);
  }
}
