package unroll.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import unroll.data.DataShape;
import unroll.layers.ParallelAdam;

class ModelFileTest {
  private static final ParameterUpdate ADAM =
      new ParameterUpdate(new ParallelAdam(0.01, 0.9, 0.999, 1e-8), 0);
  private static final ParameterUpdate SGD = new ParameterUpdate(new Sgd(0.1), 0);

  static final List<ParameterUpdate> UPDATES =
      List.of(
          SGD,
          ADAM,
          new ParameterUpdate(new ParallelAdam(0.01, 0.9, 0.999, 1e-8), 0.01),
          new ParameterUpdate(new Nesterovs(0.1, 0.9), 0),
          new ParameterUpdate(new RmsProp(0.01, 0.95, 1e-8), 0),
          new ParameterUpdate(new AdaGrad(0.05, 1e-6), 0));

  @TempDir Path folder;

  private Path save(RecurrentNetwork network, boolean withUpdater) throws IOException {
    Path file = folder.resolve("model.zip");
    Files.write(file, SmallModels.bytes(network, withUpdater, Map.of()));
    return file;
  }

  private static void fit(RecurrentNetwork network, int steps) {
    INDArray input = Nd4j.createFromArray(new float[][][] {{{0, 3, 6, 1}}});
    INDArray labels = Nd4j.createFromArray(new float[][][] {{{1, 2, 0, 3}}});
    for (int i = 0; i < steps; i++) {
      network.dl4j().fit(new DataSet(input, labels));
    }
  }

  private static byte[] bits(INDArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NumberVector.write(array, out);
    return out.toByteArray();
  }

  private static void assertSame(MultiLayerNetwork expected, MultiLayerNetwork found)
      throws IOException {
    assertArrayEquals(bits(expected.params()), bits(found.params()));
    assertEquals(
        expected.getLayerWiseConfigurations().toJson(),
        found.getLayerWiseConfigurations().toJson());
  }

  private void assertComesBack(String keys, DataShape shape) throws IOException {
    RecurrentNetwork network = SmallModels.of(keys, shape, ADAM);
    assertSame(network.dl4j(), ModelFile.read(save(network, false)).network().dl4j());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnn", "lstm", "gru"})
  void everyCellAndOptionComesBack(String cell) throws IOException {
    String keys = "units: 4, layers: 2, cell: " + cell;
    assertComesBack(keys, SmallModels.TAGS);
    assertComesBack(keys + ", bidirectional: true, kernel: portable", SmallModels.TAGS);
    assertComesBack(keys + ", precision: double, dropout: 0.5", SmallModels.SERIES);
    assertComesBack(keys + ", pooling: mean, recurrent-weights: xavier", SmallModels.ROWS);
    assertComesBack(
        keys + ", embedding: 4, tied-embedding: true, label-smoothing: 0.1, input-dropout: 0.2",
        SmallModels.TEXT);
    assertComesBack(keys + ", embedding: 3", SmallModels.CLIPS);
    assertComesBack(keys + ", embedding: 3, bidirectional: true", SmallModels.TRANSLATIONS);
    assertComesBack(
        keys
            + ", embedding: 5, tied-embedding: true, dropout: 0.2, input-dropout: 0.1,"
            + " decoder: {units: 5, layers: 1, attention: general, input-feeding: true}",
        SmallModels.TRANSLATIONS);
    assertComesBack(
        keys
            + ", embedding: 3, encoder: {hidden: [5, 6], convolutions: [{filters: 2}, {filters: 3,"
            + " size: 5, pool: 1}]}",
        SmallModels.CLIPS);
  }

  @Test
  void aReluAndAStatefulNetworkComeBack() throws IOException {
    assertComesBack("units: 4, cell: rnn, activation: relu", SmallModels.TAGS);
    RecurrentNetwork network =
        RecurrentNetwork.create(
            NetworkConfigs.of("units: 4, forget-gate-bias: 2.5")
                .configuration(SmallModels.TEXT, true, ADAM, 5));
    assertSame(network.dl4j(), ModelFile.read(save(network, true)).network().dl4j());
  }

  @ParameterizedTest
  @FieldSource("UPDATES")
  void trainingGoesOnToTheSameBits(ParameterUpdate update) throws IOException {
    RecurrentNetwork network = SmallModels.of("units: 4", SmallModels.TAGS, update);
    fit(network, 3);
    RecurrentNetwork again = ModelFile.read(save(network, true)).network();
    assertSame(network.dl4j(), again.dl4j());
    assertEquals(3, again.dl4j().getIterationCount());
    INDArray state = network.dl4j().getUpdater().getStateViewArray();
    if (state != null) {
      assertArrayEquals(bits(state), bits(again.dl4j().getUpdater().getStateViewArray()));
    }
    fit(network, 2);
    fit(again, 2);
    assertSame(network.dl4j(), again.dl4j());
  }

  @Test
  void modelSerializerReadsWhatIsWritten() throws IOException {
    RecurrentNetwork network = SmallModels.of("units: 4", SmallModels.TAGS, ADAM);
    fit(network, 2);
    byte[] file = SmallModels.bytes(network, true, Map.of("state.json", new byte[] {1, 2}));
    MultiLayerNetwork read =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file), true);
    assertSame(network.dl4j(), read);
    assertArrayEquals(
        bits(network.dl4j().getUpdater().getStateViewArray()),
        bits(read.getUpdater().getStateViewArray()));
  }

  @Test
  void whatModelSerializerWritesIsRead() throws IOException {
    RecurrentNetwork network = SmallModels.of("units: 4", SmallModels.TAGS, ADAM);
    fit(network, 2);
    Path file = folder.resolve("model.zip");
    ModelSerializer.writeModel(network.dl4j(), file.toFile(), true);
    assertSame(network.dl4j(), ModelFile.read(file).network().dl4j());
  }

  /** A file goes from one backend to the other: numbers are big-endian, and no class is its own. */
  @Test
  void nothingInAFileNamesTheBackend() throws IOException {
    RecurrentNetwork network = SmallModels.of("units: 4", SmallModels.TAGS, ADAM);
    fit(network, 2);
    int entries = 0;
    try (ZipFile zip = new ZipFile(save(network, true).toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String text = new String(zip.getInputStream(entry).readAllBytes(), ISO_8859_1);
        for (String word : List.of("cpu", "native", "cuda", "cublas")) {
          assertFalse(
              text.toLowerCase(Locale.ROOT).contains(word), entry.getName() + " has " + word);
        }
        entries++;
      }
    }
    assertEquals(3, entries);
  }

  /** What a backend with a memory of its own does, here on one without. */
  @ParameterizedTest
  @ValueSource(strings = {"FLOAT", "DOUBLE"})
  void numbersOfADeviceAreTheSameBytes(DataType type) {
    INDArray vector = Nd4j.linspace(type, -1, 0.37, 9);
    ByteBuffer memory = ByteBuffer.allocate(5 * type.width());
    new VectorBytes.InMemory(vector).get(2, 5, memory);
    ByteBuffer device = ByteBuffer.allocate(5 * type.width());
    new VectorBytes.OnDevice(vector.reshape(1, 9)).get(2, 5, device);
    assertArrayEquals(memory.array(), device.array());
    assertEquals(memory.position(), device.position());
    INDArray first = Nd4j.zeros(type, 9);
    INDArray second = Nd4j.zeros(type, 9);
    new VectorBytes.InMemory(first).put(3, 5, memory.flip());
    new VectorBytes.OnDevice(second).put(3, 5, device.flip());
    assertEquals(first, second);
    assertEquals(vector.getDouble(2), second.getDouble(3));
    assertEquals(0, second.getDouble(8));
  }

  @Test
  void vectorsAreWrittenAsNd4jDoes() throws IOException {
    for (INDArray vector :
        List.of(
            Nd4j.createFromArray(1.5f, -0f, Float.POSITIVE_INFINITY), Nd4j.createFromArray(.1))) {
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      Nd4j.write(vector, new DataOutputStream(expected));
      assertArrayEquals(expected.toByteArray(), bits(vector));
    }
  }

  @Test
  void theSameNetworkGivesTheSameBytesAndFurtherEntriesInOrder() throws Exception {
    RecurrentNetwork network = SmallModels.of("units: 4", SmallModels.TAGS, ADAM);
    Map<String, byte[]> more = Map.of("b.bin", new byte[300], "a-1.json", "{}".getBytes(UTF_8));
    byte[] first = SmallModels.bytes(network, true, more);
    // A zip counts time in steps of two seconds.
    Thread.sleep(2100);
    assertArrayEquals(first, SmallModels.bytes(network, true, more));
    Path file = folder.resolve("model.zip");
    Files.write(file, first);
    assertEquals(Set.of("a-1.json", "b.bin"), ModelFile.read(file).more().keySet());
    assertArrayEquals(new byte[300], ModelFile.read(file).more().get("b.bin"));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertEquals(
          List.of(
              "configuration.json", "coefficients.bin", "updaterState.bin", "a-1.json", "b.bin"),
          zip.stream().map(entry -> entry.getName()).toList());
    }
  }

  @Test
  void whatIsNotANumberKeepsItsBitsAndIsCounted() throws IOException {
    RecurrentNetwork network = SmallModels.of("units: 4", SmallModels.TAGS, SGD);
    network.dl4j().params().putScalar(3, Float.intBitsToFloat(0x7fc12345));
    network.dl4j().params().putScalar(5, Float.NEGATIVE_INFINITY);
    ModelFile.Content content = ModelFile.read(save(network, false));
    assertSame(network.dl4j(), content.network().dl4j());
    assertEquals(2, content.nonFiniteParameters());
  }

  @Test
  void furtherEntriesThatCouldNotBeReadAreNotWritten() {
    RecurrentNetwork network = SmallModels.of("units: 4", SmallModels.TAGS, SGD);
    for (String name : List.of("../a", "normalizer.bin", "coefficients.bin", "", "a/b")) {
      IllegalArgumentException mistake =
          assertThrows(
              IllegalArgumentException.class,
              () -> SmallModels.bytes(network, false, Map.of(name, new byte[1])));
      assertTrue(mistake.getMessage().endsWith(": " + name), mistake.getMessage());
    }
  }
}
