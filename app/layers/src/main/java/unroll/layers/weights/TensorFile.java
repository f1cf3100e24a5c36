package unroll.layers.weights;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Named arrays in a file that NumPy and PyTorch know: {@code .npy} holds one array, {@code .npz}
 * and {@code .safetensors} hold many. The end of the file's name tells the format.
 *
 * <p>Files of strangers are safe to read: nothing is deserialized or unpacked, and every size is
 * checked against the file's before memory is taken.
 */
public final class TensorFile {
  private enum Format {
    NPY,
    NPZ,
    SAFETENSORS
  }

  private TensorFile() {}

  /**
   * Reads all arrays, in the file's order. Numbers of 2 and 4 bytes become FLOAT, of 8 bytes
   * DOUBLE. The one array of an npy file is named like the file without {@code .npy}.
   *
   * @throws TensorFileException if the file is missing, broken, or holds other than float numbers
   * @throws IOException if the disk cannot be read
   * @throws IllegalArgumentException if the file's name ends in no known way
   */
  public static Map<String, INDArray> read(Path file) throws IOException {
    Format format = format(file);
    if (!Files.isRegularFile(file)) {
      throw new TensorFileException(
          file.toString(), "a file", Files.exists(file) ? "something else" : "nothing");
    }
    return switch (format) {
      case NPY -> readNpy(file);
      case NPZ -> NpzFormat.read(file);
      case SAFETENSORS -> SafeTensorsFormat.read(file);
    };
  }

  private static Map<String, INDArray> readNpy(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      TensorInput in =
          new TensorInput(file.toString(), Channels.newInputStream(channel), channel.size());
      String fileName = file.getFileName().toString();
      String name = fileName.substring(0, fileName.lastIndexOf('.'));
      Map<String, INDArray> tensors = new LinkedHashMap<>();
      tensors.put(name, NpyFormat.read(in));
      return tensors;
    }
  }

  /**
   * Replaces a file, or leaves it as it was: never half-written.
   *
   * @param tensors FLOAT or DOUBLE arrays of any shape by name, written in the map's order; exactly
   *     one for an npy file, which does not keep its name
   * @throws IOException if the disk is full or the folder cannot be written
   * @throws IllegalArgumentException if an array, its name or the file's name does not suit the
   *     format
   */
  public static void write(Path file, Map<String, INDArray> tensors) throws IOException {
    Format format = format(file);
    if (format == Format.NPY && tensors.size() != 1) {
      throw new IllegalArgumentException(
          "%s: expected one tensor, found %d".formatted(file, tensors.size()));
    }
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      writeAside(aside, format, tensors);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void writeAside(Path aside, Format format, Map<String, INDArray> tensors)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      switch (format) {
        case NPY -> {
          String name = tensors.keySet().iterator().next();
          NpyFormat.write(name, tensors.get(name), out);
        }
        case NPZ -> NpzFormat.write(tensors, out);
        case SAFETENSORS -> SafeTensorsFormat.write(tensors, out);
      }
      out.flush();
      channel.force(true);
    }
  }

  private static Format format(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (Format format : Format.values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "%s: expected a name that ends in .npy, .npz or .safetensors".formatted(file));
  }
}
