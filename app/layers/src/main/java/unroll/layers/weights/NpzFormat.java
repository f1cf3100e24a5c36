package unroll.layers.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A zip archive of npy files, as NumPy's savez and savez_compressed write it. */
final class NpzFormat {
  private static final String SUFFIX = ".npy";
  private static final int MOST_ENTRIES = 10_000;

  /** Weights hardly shrink, yet small biases that are all zero shrink much. */
  private static final long MOST_INFLATION = 100;

  private static final long ALWAYS_ALLOWED_BYTES = 1 << 24;

  /**
   * Any fixed time lets equal weights have equal bytes; Java adds the time zone before this one.
   */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private NpzFormat() {}

  /** Reads the arrays in the archive's order. */
  static Map<String, INDArray> read(Path file) throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : checkedEntries(file, zip)) {
        String name = entry.getName();
        String key = name.substring(0, name.length() - SUFFIX.length());
        if (tensors.put(key, read(file, zip, entry)) != null) {
          throw new TensorFileException(file.toString(), "every entry once", "a second " + name);
        }
      }
    } catch (ZipException | EOFException e) {
      throw new TensorFileException(file.toString(), "a sound zip archive", e.getMessage());
    }
    return tensors;
  }

  private static List<ZipEntry> checkedEntries(Path file, ZipFile zip) throws IOException {
    if (zip.size() > MOST_ENTRIES) {
      throw new TensorFileException(
          file.toString(), "at most " + MOST_ENTRIES + " entries", zip.size());
    }
    List<ZipEntry> entries = new ArrayList<>(zip.stream().toList());
    long allowed = ALWAYS_ALLOWED_BYTES + MOST_INFLATION * Files.size(file);
    for (ZipEntry entry : entries) {
      if (!entry.getName().endsWith(SUFFIX) || !isPlain(entry.getName())) {
        throw new TensorFileException(
            file.toString(), "entries with plain names that end in " + SUFFIX, entry.getName());
      }
      allowed -= entry.getSize();
      if (entry.getSize() < 0 || allowed < 0) {
        throw new TensorFileException(
            file.toString(),
            "an archive that inflates at most " + MOST_INFLATION + " times",
            "%d bytes in entry %s".formatted(entry.getSize(), entry.getName()));
      }
    }
    return entries;
  }

  private static INDArray read(Path file, ZipFile zip, ZipEntry entry) throws IOException {
    String place = file + ", entry " + entry.getName();
    try (CheckedInputStream bytes =
        new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      INDArray tensor = NpyFormat.read(new TensorInput(place, bytes, entry.getSize()));
      if (bytes.read() >= 0) {
        throw new TensorFileException(place, entry.getSize() + " bytes", "more");
      }
      long checksum = bytes.getChecksum().getValue();
      if (checksum != entry.getCrc()) {
        throw new TensorFileException(
            place, "checksum %x".formatted(entry.getCrc()), "%x".formatted(checksum));
      }
      return tensor;
    }
  }

  /** A name that stays inside the folder into which any program unpacks it. */
  private static boolean isPlain(String name) {
    return !name.contains("\\")
        && !name.contains(":")
        && Arrays.stream(name.split("/", -1)).noneMatch(part -> part.isEmpty() || isDots(part));
  }

  private static boolean isDots(String part) {
    return part.equals(".") || part.equals("..");
  }

  /**
   * Writes the arrays in the map's order.
   *
   * @throws IllegalArgumentException if an array is neither float nor double, or its name is no
   *     relative path
   */
  static void write(Map<String, INDArray> tensors, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
    for (Map.Entry<String, INDArray> tensor : tensors.entrySet()) {
      String name = tensor.getKey();
      if (!isPlain(name)) {
        throw new IllegalArgumentException(
            "tensor %s: expected a name that can be a relative path".formatted(name));
      }
      ZipEntry entry = new ZipEntry(name + SUFFIX);
      entry.setTimeLocal(ENTRY_TIME);
      zip.putNextEntry(entry);
      NpyFormat.write(name, tensor.getValue(), zip);
      zip.closeEntry();
    }
    zip.finish();
  }
}
