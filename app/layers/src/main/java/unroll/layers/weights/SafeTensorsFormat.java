package unroll.layers.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Named arrays in the safetensors format. */
final class SafeTensorsFormat {
  /** Room for some hundred thousand tensors. */
  private static final long LONGEST_HEADER = 1 << 24;

  private SafeTensorsFormat() {}

  /** Reads the arrays in the header's order. */
  static Map<String, INDArray> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      InputStream stream = Channels.newInputStream(channel);
      TensorInput in = new TensorInput(file.toString(), stream, channel.size());
      byte[] size = in.take(Long.BYTES, "header size");
      long length = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 0 || length > LONGEST_HEADER) {
        throw in.wrong(
            "a header of at most " + LONGEST_HEADER + " bytes", Long.toUnsignedString(length));
      }
      byte[] header = in.take((int) length, "header");
      List<SafeTensorsHeader.Entry> entries = SafeTensorsHeader.parse(header, in);
      checkPlaces(entries, in);
      long start = Long.BYTES + length;
      Map<String, INDArray> tensors = new LinkedHashMap<>();
      for (SafeTensorsHeader.Entry entry : entries) {
        channel.position(start + entry.begin());
        String place = file + ", tensor " + entry.name();
        TensorInput part = new TensorInput(place, stream, entry.end() - entry.begin());
        tensors.put(entry.name(), entry.layout().read(part));
      }
      return tensors;
    }
  }

  /** The format wants the tensors to fill the file without overlaps and without holes. */
  private static void checkPlaces(List<SafeTensorsHeader.Entry> entries, TensorInput in)
      throws IOException {
    List<SafeTensorsHeader.Entry> sorted = new ArrayList<>(entries);
    sorted.sort(
        Comparator.comparingLong(SafeTensorsHeader.Entry::begin)
            .thenComparingLong(SafeTensorsHeader.Entry::end));
    long end = 0;
    for (SafeTensorsHeader.Entry entry : sorted) {
      if (entry.begin() != end || entry.end() < end || entry.end() > in.remaining()) {
        throw in.wrong(
            "data_offsets that begin at %d and end by %d".formatted(end, in.remaining()),
            "[%d, %d] of tensor %s".formatted(entry.begin(), entry.end(), entry.name()));
      }
      end = entry.end();
    }
    if (end != in.remaining()) {
      throw in.wrong(end + " bytes after the header", in.remaining() + " bytes");
    }
  }

  /**
   * Writes the arrays; the header has the map's order.
   *
   * @throws IllegalArgumentException if an array is neither float nor double, or its name is that
   *     of the metadata
   */
  static void write(Map<String, INDArray> tensors, OutputStream out) throws IOException {
    if (tensors.containsKey(SafeTensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "tensor %s: expected another name".formatted(SafeTensorsHeader.METADATA));
    }
    List<String> names = new ArrayList<>(tensors.keySet());
    // PyTorch views a tensor in place, so doubles must not begin at an odd multiple of 4 bytes.
    names.sort(Comparator.comparingInt(name -> -ElementType.of(name, tensors.get(name)).bytes()));
    Map<String, SafeTensorsHeader.Entry> entries = new HashMap<>();
    long begin = 0;
    for (String name : names) {
      INDArray array = tensors.get(name);
      ElementType type = ElementType.of(name, array);
      long end = begin + array.length() * type.bytes();
      entries.put(name, new SafeTensorsHeader.Entry(name, type, array.shape(), begin, end));
      begin = end;
    }
    writeHeader(tensors.keySet().stream().map(entries::get).toList(), out);
    for (String name : names) {
      ArrayLayout.write(tensors.get(name), out);
    }
  }

  private static void writeHeader(List<SafeTensorsHeader.Entry> entries, OutputStream out)
      throws IOException {
    byte[] json = SafeTensorsHeader.of(entries);
    int padding = Math.floorMod(-json.length, Long.BYTES);
    long length = json.length + padding;
    out.write(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
    out.write(json);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
  }
}
