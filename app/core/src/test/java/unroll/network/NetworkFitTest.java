package unroll.network;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.FrameShape;
import unroll.data.Topology;

/** Keys that fit some data and not other. */
class NetworkFitTest {
  private static final Channel SEVEN = Channel.symbols(7);
  private static final Channel PICTURES = new Channel.Mixed(new FrameShape(3, 9, 8), 6);

  private static final Map<String, DataShape> SHAPES =
      Map.ofEntries(
          Map.entry("reviews", new DataShape(Topology.MANY_TO_ONE, SEVEN, Channel.symbols(2))),
          Map.entry("tags", new DataShape(Topology.MANY_TO_MANY, SEVEN, Channel.symbols(4))),
          Map.entry("echo", new DataShape(Topology.MANY_TO_MANY, SEVEN, SEVEN)),
          Map.entry("text", new DataShape(Topology.MANY_TO_MANY, SEVEN, SEVEN, OptionalInt.of(0))),
          Map.entry(
              "translation",
              new DataShape(
                  Topology.DELAYED_MANY_TO_MANY, SEVEN, Channel.symbols(3), OptionalInt.of(4))),
          Map.entry(
              "encoded",
              new DataShape(
                  Topology.ENCODER_DECODER, SEVEN, Channel.symbols(3), OptionalInt.of(4))),
          Map.entry(
              "captions",
              new DataShape(Topology.ONE_TO_MANY, PICTURES, Channel.symbols(5), OptionalInt.of(1))),
          Map.entry("continuation", new DataShape(Topology.ONE_TO_MANY, SEVEN, Channel.symbols(5))),
          Map.entry(
              "recall", new DataShape(Topology.DELAYED_MANY_TO_MANY, SEVEN, Channel.symbols(5))),
          Map.entry("clips", new DataShape(Topology.MANY_TO_ONE, PICTURES, Channel.symbols(5))),
          Map.entry("rows", new DataShape(Topology.ONE_TO_ONE, Channel.numbers(3), SEVEN)),
          Map.entry(
              "yes-no",
              new DataShape(Topology.MANY_TO_ONE, Channel.numbers(3), new Channel.YesNo(1))),
          Map.entry(
              "forecast",
              new DataShape(Topology.MANY_TO_ONE, Channel.numbers(3), Channel.numbers(2))));

  private static void build(String keys, String data) {
    NetworkConfigs.of(keys)
        .configuration(SHAPES.get(data), false, new ParameterUpdate(new Sgd(0.1), 0), 1);
  }

  private static String refusal(String keys, String data) {
    return assertThrows(UserException.class, () -> build(keys, data)).getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "embedding: 3 | rows | embedding | the input is numbers, not symbols; expected 0",
        "'' | captions | embedding |"
            + " frames are encoded into a vector; expected how many numbers, not 0",
        "'encoder: {hidden: [4]}' | rows | encoder | the input is no frames that could be encoded",
        "'embedding: 3, encoder: {convolutions: [{filters: 2}]}' | reviews | encoder |"
            + " the input is no frames that could be encoded",
        "'units: 5, embedding: 5, tied-embedding: true' | tags | tied-embedding |"
            + " the labels are not symbols of the input",
        "'units: 5, embedding: 5, tied-embedding: true' | captions | tied-embedding |"
            + " the labels are not symbols of the input",
        "units: 5 | encoded | embedding |"
            + " an encoder and decoder needs one; expected how many numbers",
        "'embedding: 4, units: 5, bidirectional: true, decoder: {attention: dot, units: 5}' |"
            + " encoded | decoder.attention |"
            + " dot needs a decoder as wide as what the encoder gives: expected decoder.units: 10,"
            + " found 5",
        "'decoder: {layers: 2}' | translation | decoder |"
            + " this task has one stack; it goes with an encoder-decoder",
        "'decoder: {attention: additive}' | tags | decoder |"
            + " this task has one stack; it goes with an encoder-decoder",
        "input-dropout: 0.1 | reviews | input-dropout |"
            + " one-hot vectors cannot be dropped; give an embedding",
        "label-smoothing: 0.1 | yes-no | label-smoothing |"
            + " the labels are not one of several classes",
        "label-smoothing: 0.1 | forecast | label-smoothing |"
            + " the labels are not one of several classes",
        "pooling: mean | tags | pooling |"
            + " goes with a task that has one label a sequence; expected last",
        "pooling: max | translation | pooling |"
            + " goes with a task that has one label a sequence; expected last",
        "pooling: mean | rows | pooling |"
            + " goes with a task that has one label a sequence; expected last",
        "bidirectional: true | text | bidirectional |"
            + " this task continues its own output, which has no end to read from",
        "bidirectional: true | translation | bidirectional |"
            + " this task continues its own output, which has no end to read from",
        "'embedding: 3, bidirectional: true' | captions | bidirectional |"
            + " this task continues its own output, which has no end to read from",
        "bidirectional: true | continuation | bidirectional |"
            + " this task writes its output step by step, which has no end to read from",
        "bidirectional: true | recall | bidirectional |"
            + " this task writes its output step by step, which has no end to read from"
      })
  void aKeyThatDoesNotFitTheDataIsNamed(String keys, String data, String key, String message) {
    assertEquals("network." + key + ": " + message, refusal(keys, data));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "embedding: 3 | reviews",
        "'embedding: 3, input-dropout: 0.1' | reviews",
        "input-dropout: 0.1 | rows",
        "'bidirectional: true, pooling: mean, label-smoothing: 0.1' | reviews",
        "'bidirectional: true, pooling: max' | yes-no",
        "bidirectional: true | tags",
        "'units: 5, embedding: 5, tied-embedding: true' | echo",
        "'units: 5, embedding: 5, tied-embedding: true' | text",
        "'embedding: 3, encoder: {hidden: [4], convolutions: [{filters: 2}]}' | captions",
        "'embedding: 3, input-dropout: 0.1, label-smoothing: 0.1' | captions",
        "'embedding: 3, bidirectional: true, pooling: mean' | clips",
        "pooling: last | translation",
        "'units: 5, embedding: 5, tied-embedding: true' | translation",
        "'embedding: 4, units: 5, bidirectional: true, decoder: {attention: dot, units: 10}' |"
            + " encoded",
        "'embedding: 4, units: 5, tied-embedding: true, decoder: {units: 4, layers: 3}' | encoded",
        "'' | forecast"
      })
  void theSameKeysFitOtherData(String keys, String data) {
    assertDoesNotThrow(() -> build(keys, data));
  }

  @Test
  void aPoolingNeedsAsManyRowsAndColumnsAsAreLeft() {
    String keys = "embedding: 3, encoder: {convolutions: [{filters: 2}, {filters: 2, pool: %d}]}";
    assertDoesNotThrow(() -> build(keys.formatted(4), "captions"));
    assertEquals(
        "network.encoder.convolutions[1].pool: frames are 4 by 4 there; expected at most 4, found"
            + " 5",
        refusal(keys.formatted(5), "captions"));
    assertEquals(
        "network.encoder.convolutions[0].pool: frames are 9 by 8 there; expected at most 8, found"
            + " 9",
        refusal("embedding: 3, encoder: {convolutions: [{filters: 2, pool: 9}]}", "clips"));
  }

  @Test
  void aConvolutionMayMakeSoMuchOfAFrameAndNotMore() {
    DataShape shape =
        new DataShape(
            Topology.MANY_TO_ONE,
            new Channel.Mixed(new FrameShape(1, 1024, 2048), 0),
            Channel.symbols(2));
    ParameterUpdate update = new ParameterUpdate(new Sgd(0.1), 0);
    String keys =
        "embedding: 3, encoder: {convolutions: [{filters: 8, pool: 2}, {filters: %d, pool: 31}]}";
    assertDoesNotThrow(
        () -> NetworkConfigs.of(keys.formatted(32)).configuration(shape, false, update, 1));
    assertEquals(
        "network.encoder.convolutions[1].filters: frames are 512 by 1024 there; expected at most"
            + " 32, found 33",
        assertThrows(
                UserException.class,
                () -> NetworkConfigs.of(keys.formatted(33)).configuration(shape, false, update, 1))
            .getMessage());
  }

  @Test
  void allConvolutionsMayMakeSoMuchOfAFrameAndNotMore() {
    DataShape shape =
        new DataShape(
            Topology.MANY_TO_ONE,
            new Channel.Mixed(new FrameShape(1, 1024, 2048), 0),
            Channel.symbols(2));
    String keys =
        "embedding: 3, encoder: {convolutions: ["
            + "{filters: 8, pool: 1}, ".repeat(4)
            + "{filters: 1, pool: 31}]}";
    assertEquals(
        "network.encoder.convolutions: expected at most 67108864 numbers made of a frame, found"
            + " 69206016",
        assertThrows(
                UserException.class,
                () ->
                    NetworkConfigs.of(keys)
                        .configuration(shape, false, new ParameterUpdate(new Sgd(0.1), 0), 1))
            .getMessage());
  }
}
