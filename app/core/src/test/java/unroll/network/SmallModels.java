package unroll.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.FrameShape;
import unroll.data.Topology;
import unroll.layers.ParallelAdam;

/** Small networks of every kind, and the bytes of their files. */
public final class SmallModels {
  static final DataShape TAGS =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(7), Channel.symbols(4));
  static final DataShape TEXT =
      new DataShape(Topology.MANY_TO_MANY, Channel.symbols(7), Channel.symbols(7));
  static final DataShape ROWS =
      new DataShape(Topology.MANY_TO_ONE, Channel.numbers(5), new Channel.YesNo(2));
  static final DataShape SERIES =
      new DataShape(Topology.MANY_TO_MANY, Channel.numbers(5), Channel.numbers(2));
  static final DataShape TRANSLATIONS =
      new DataShape(
          Topology.ENCODER_DECODER, Channel.symbols(9), Channel.symbols(5), OptionalInt.of(4));
  static final DataShape CLIPS =
      new DataShape(
          Topology.MANY_TO_ONE, new Channel.Mixed(new FrameShape(3, 9, 7), 10), Channel.symbols(4));

  static final ParameterUpdate SGD = new ParameterUpdate(new Sgd(0.1), 0);
  static final ParameterUpdate ADAM =
      new ParameterUpdate(new ParallelAdam(0.01, 0.9, 0.999, 1e-8), 0.01);

  private SmallModels() {}

  static RecurrentNetwork of(String keys, DataShape shape, ParameterUpdate update) {
    return RecurrentNetwork.create(NetworkConfigs.of(keys).configuration(shape, false, update, 7));
  }

  /** The bytes of a model file. */
  static byte[] bytes(RecurrentNetwork network, boolean withUpdater, Map<String, byte[]> more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelFile.write(network, withUpdater, more, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A tagger of 3 units. */
  static byte[] tagger() {
    return bytes(of("units: 3", TAGS, SGD), false, Map.of());
  }

  /** An encoder of 2 x 2 units and a decoder of 3 that looks back. */
  static byte[] translator() {
    return bytes(
        of(
            "units: 2, cell: gru, bidirectional: true, embedding: 3, tied-embedding: true,"
                + " decoder: {units: 3, layers: 2, attention: additive, input-feeding: true}",
            TRANSLATIONS,
            SGD),
        false,
        Map.of());
  }

  /** Files of all kinds of layers, one with the optimizer's state and a further entry. */
  public static List<byte[]> all() {
    return List.of(
        tagger(),
        bytes(
            of("units: 2, cell: gru, layers: 2, bidirectional: true, dropout: 0.1", ROWS, ADAM),
            true,
            Map.of("state.json", new byte[] {'{', '}'})),
        bytes(of("units: 3, embedding: 3, tied-embedding: true", TEXT, SGD), false, Map.of()),
        bytes(
            of(
                "units: 2, cell: rnn, embedding: 3, encoder: {hidden: [4], convolutions: [{filters:"
                    + " 2}]}",
                CLIPS,
                SGD),
            false,
            Map.of()),
        translator());
  }
}
