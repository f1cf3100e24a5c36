package unroll.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.weights.TensorFile;
import unroll.layers.weights.TensorFileException;

/** Weights of other programs: npy, npz and safetensors. */
final class WeightsFamily implements FuzzFamily {
  private static final List<String> ENDINGS = List.of("npy", "npz", "safetensors");

  private final List<List<byte[]>> seeds;
  private final Path folder;

  WeightsFamily(Path folder) throws IOException {
    this.folder = folder;
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("a.weight", Nd4j.linspace(1, 6, 6).reshape(2, 3));
    tensors.put("b", Nd4j.createFromArray(1.5f));
    Map<String, INDArray> first = Map.of("a", tensors.get("a.weight"));
    this.seeds =
        List.of(
            List.of(written("npy", first), FuzzData.npy("<f2", "2, 3", 2, 6)),
            List.of(written("npz", tensors)),
            List.of(written("safetensors", tensors)));
  }

  private byte[] written(String ending, Map<String, INDArray> tensors) throws IOException {
    Path file = folder.resolve("seed." + ending);
    TensorFile.write(file, tensors);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> all = new ArrayList<>();
    for (int format = 0; format < seeds.size(); format++) {
      for (byte[] seed : seeds.get(format)) {
        all.add(input(format, seed));
      }
    }
    return all;
  }

  @Override
  public byte[] input(Random random) {
    int format = random.nextInt(ENDINGS.size());
    return input(format, new Mutator(random).mutate(seeds.get(format)));
  }

  /** The first byte says which ending the file gets. */
  private static byte[] input(int format, byte[] content) {
    byte[] input = new byte[1 + content.length];
    input[0] = (byte) format;
    System.arraycopy(content, 0, input, 1, content.length);
    return input;
  }

  @Override
  public void read(byte[] input) throws IOException {
    Path file = folder.resolve("input." + ENDINGS.get(input[0]));
    Files.write(file, Arrays.copyOfRange(input, 1, input.length));
    TensorFile.read(file);
  }

  @Override
  public boolean isAnswer(Throwable thrown) {
    return thrown instanceof TensorFileException;
  }
}
