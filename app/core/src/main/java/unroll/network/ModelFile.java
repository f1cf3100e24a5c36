package unroll.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import unroll.config.UserException;

/**
 * Networks in files, in the zip format of DL4J's {@code ModelSerializer}: {@code
 * configuration.json}, {@code coefficients.bin} and, with the optimizer's state, {@code
 * updaterState.bin}. The same network gives the same bytes.
 *
 * <p>A file is read as one from a stranger: only networks that this program makes come out, no
 * class is loaded and no object deserialized that is not on a list, and memory is in proportion to
 * the file's size.
 */
public final class ModelFile {
  private static final String CONFIGURATION = "configuration.json";
  private static final String PARAMETERS = "coefficients.bin";
  private static final String UPDATER = "updaterState.bin";

  private static final int MOST_JSON_BYTES = 1 << 24;

  /** Of all further entries together. */
  private static final long MOST_OTHER_BYTES = 1L << 28;

  private ModelFile() {}

  /**
   * What a file holds.
   *
   * @param more the further entries by name
   */
  public record Content(RecurrentNetwork network, Map<String, byte[]> more) {
    /** How many parameters are not numbers, or infinite: such a network answers nothing. */
    public long nonFiniteParameters() {
      INDArray parameters = network.dl4j().params();
      long count = 0;
      for (long i = 0; i < parameters.length(); i++) {
        count += Double.isFinite(parameters.getDouble(i)) ? 0 : 1;
      }
      return count;
    }
  }

  /**
   * Writes a network.
   *
   * @param withUpdater whether with the optimizer's state, where it keeps one
   * @param more further entries by name: letters, digits, {@code _}, {@code -} and {@code .}
   * @param out stays open
   */
  public static void write(
      RecurrentNetwork network, boolean withUpdater, Map<String, byte[]> more, OutputStream out)
      throws IOException {
    requireEntries(more);
    MultiLayerNetwork dl4j = network.dl4j();
    byte[] json = dl4j.getLayerWiseConfigurations().toJson().getBytes(StandardCharsets.UTF_8);
    StoredZip zip = new StoredZip(out);
    zip.add(CONFIGURATION, entry -> entry.write(json));
    zip.add(PARAMETERS, entry -> NumberVector.write(dl4j.params(), entry));
    INDArray state = withUpdater ? dl4j.getUpdater().getStateViewArray() : null;
    if (state != null && state.length() > 0) {
      zip.add(UPDATER, entry -> NumberVector.write(state, entry));
    }
    for (Map.Entry<String, byte[]> other : new TreeMap<>(more).entrySet()) {
      zip.add(other.getKey(), entry -> entry.write(other.getValue()));
    }
    zip.finish();
  }

  private static void requireEntries(Map<String, byte[]> more) {
    long bytes = 0;
    for (Map.Entry<String, byte[]> entry : more.entrySet()) {
      if (!ModelArchive.isPlain(entry.getKey()) || isOfNetwork(entry.getKey())) {
        throw new IllegalArgumentException("not a name for a further entry: " + entry.getKey());
      }
      bytes += entry.getValue().length;
    }
    if (bytes > MOST_OTHER_BYTES || more.size() > ModelArchive.MOST_ENTRIES - 3) {
      throw new IllegalArgumentException(
          "%d further entries of %d bytes cannot be read again".formatted(more.size(), bytes));
    }
  }

  private static boolean isOfNetwork(String name) {
    return name.equals(CONFIGURATION) || name.equals(PARAMETERS) || name.equals(UPDATER);
  }

  /**
   * Reads the network that was written: the same parameters, counts of iterations and epochs, and
   * optimizer's state to the bit.
   *
   * @throws UserException if it is missing, damaged, or not a network that this program makes
   */
  public static Content read(Path file) {
    try (ModelArchive archive = ModelArchive.open(file)) {
      Map<String, byte[]> more = others(archive);
      return new Content(network(file, archive), more);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, byte[]> others(ModelArchive archive) {
    Map<String, byte[]> others = new TreeMap<>();
    long left = MOST_OTHER_BYTES;
    for (String name : archive.names()) {
      if (!isOfNetwork(name)) {
        byte[] bytes = archive.bytes(name, left);
        left -= bytes.length;
        others.put(name, bytes);
      }
    }
    return others;
  }

  private static RecurrentNetwork network(Path file, ModelArchive archive) {
    NetworkDescription description =
        NetworkDescription.read(
            file + ": " + CONFIGURATION, archive.bytes(CONFIGURATION, MOST_JSON_BYTES));
    MultiLayerConfiguration configuration = description.configuration();
    INDArray parameters = numbers(archive, PARAMETERS, description.parameters(), configuration);
    try {
      MultiLayerNetwork network = new MultiLayerNetwork(configuration);
      network.init(parameters, false);
      if (archive.names().contains(UPDATER)) {
        readState(archive, network);
      }
      return new RecurrentNetwork(network);
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UserException(
          "%s: not a network of this program: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void readState(ModelArchive archive, MultiLayerNetwork network) {
    INDArray place = network.getUpdater().getStateViewArray();
    if (place == null || place.length() == 0) {
      throw archive.flaw(UPDATER, "expected none, for the network's optimizer keeps no state");
    }
    INDArray state =
        numbers(archive, UPDATER, place.length(), network.getLayerWiseConfigurations());
    network.getUpdater().setStateViewArray(network, state, false);
  }

  private static INDArray numbers(
      ModelArchive archive, String name, long expected, MultiLayerConfiguration configuration) {
    return archive.read(
        name,
        in -> {
          NumberVector vector = NumberVector.readHeader(in);
          if (vector.length() != expected || vector.type() != configuration.getDataType()) {
            throw archive.flaw(
                name,
                "expected %d numbers of type %s, as the configuration says, found %d of %s"
                    .formatted(
                        expected, configuration.getDataType(), vector.length(), vector.type()));
          }
          requireRoom(archive, name, vector);
          return readNumbers(archive, name, vector, in);
        });
  }

  private static void requireRoom(ModelArchive archive, String name, NumberVector vector) {
    if (archive.size(name) < vector.bytes()) {
      throw archive.flaw(
          name,
          "shorter than its %d numbers: %d bytes".formatted(vector.length(), archive.size(name)));
    }
  }

  private static INDArray readNumbers(
      ModelArchive archive, String name, NumberVector vector, InputStream in) throws IOException {
    try {
      return vector.readNumbers(in);
    } catch (OutOfMemoryError e) {
      throw new UserException(
          archive
              .flaw(name, "%d bytes do not fit into memory".formatted(vector.bytes()))
              .getMessage(),
          e);
    }
  }
}
