package unroll.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.config.UserException;

/**
 * The recurrent state that training carries from batch to batch, of all layers, to the bit.
 *
 * @param parts none where nothing is carried
 */
public record CarriedState(List<Part> parts) {
  private static final int MOST_PARTS = 4096;

  /**
   * One array of a layer's state.
   *
   * @param name what DL4J calls it
   * @param values {@code [batch, unit]}
   */
  public record Part(int layer, String name, INDArray values) {}

  /** What a network carries now. */
  public static CarriedState of(RecurrentNetwork network) {
    MultiLayerNetwork dl4j = network.dl4j();
    List<Part> parts = new ArrayList<>();
    for (int layer = 0; layer < dl4j.getnLayers(); layer++) {
      if (dl4j.getLayer(layer) instanceof RecurrentLayer recurrent) {
        int number = layer;
        new TreeMap<>(recurrent.rnnGetTBPTTState())
            .forEach((name, values) -> parts.add(new Part(number, name, values)));
      }
    }
    return new CarriedState(parts);
  }

  /**
   * Has a network go on from here.
   *
   * @throws UserException if it has no such layers
   */
  public void applyTo(RecurrentNetwork network) {
    // A layer's own hash looks at all its arrays, some of which may be gone.
    Map<RecurrentLayer, Map<String, INDArray>> byLayer = new IdentityHashMap<>();
    for (Part part : parts) {
      byLayer
          .computeIfAbsent(layer(network.dl4j(), part), unseen -> new HashMap<>())
          .put(part.name(), part.values());
    }
    byLayer.forEach(RecurrentLayer::rnnSetTBPTTState);
  }

  private static RecurrentLayer layer(MultiLayerNetwork network, Part part) {
    if (part.layer() >= 0
        && part.layer() < network.getnLayers()
        && network.getLayer(part.layer()) instanceof RecurrentLayer recurrent
        && recurrent.conf().getLayer() instanceof FeedForwardLayer sizes
        && sizes.getNOut() == part.values().size(1)) {
      return recurrent;
    }
    throw new UserException(
        "the recurrent state of the checkpoint is of another network: layer %d has none of %d units"
            .formatted(part.layer(), part.values().size(1)));
  }

  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(parts.size());
      for (Part part : parts) {
        out.writeInt(part.layer());
        out.writeUTF(part.name());
        out.writeBoolean(part.values().dataType() == DataType.DOUBLE);
        out.writeInt((int) part.values().size(0));
        out.writeInt((int) part.values().size(1));
        for (double value : part.values().dup('c').data().asDouble()) {
          out.writeDouble(value);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @param source what to call it in messages
   * @throws UserException if it is something else
   */
  public static CarriedState read(String source, byte[] bytes) {
    List<Part> parts = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readInt();
      require(count >= 0 && count <= MOST_PARTS, source);
      for (int i = 0; i < count; i++) {
        parts.add(part(source, in));
      }
      require(in.available() == 0, source);
    } catch (IOException e) {
      throw damaged(source, e);
    }
    return new CarriedState(parts);
  }

  private static Part part(String source, DataInputStream in) throws IOException {
    int layer = in.readInt();
    String name = in.readUTF();
    DataType type = in.readBoolean() ? DataType.DOUBLE : DataType.FLOAT;
    int rows = in.readInt();
    int units = in.readInt();
    long length = (long) rows * units;
    require(rows > 0 && units > 0 && length <= in.available() / Double.BYTES, source);
    double[] values = new double[(int) length];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return new Part(layer, name, Nd4j.createFromArray(values).reshape(rows, units).castTo(type));
  }

  private static void require(boolean isRight, String source) {
    if (!isRight) {
      throw damaged(source, null);
    }
  }

  private static UserException damaged(String source, Throwable cause) {
    return new UserException(source + ": the recurrent state is damaged", cause);
  }
}
