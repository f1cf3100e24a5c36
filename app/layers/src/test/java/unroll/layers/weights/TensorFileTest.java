package unroll.layers.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TensorFileTest {
  @TempDir Path folder;

  private static INDArray cube(DataType type) {
    return Nd4j.arange(24).castTo(type).reshape('c', 2, 3, 4).divi(8).subi(1);
  }

  private static INDArray only(String name) throws IOException {
    Map<String, INDArray> tensors = TensorFile.read(WeightFixtures.file(name + ".npy"));
    assertEquals(List.of(name), List.copyOf(tensors.keySet()));
    return tensors.get(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c_order_f8", "big_endian_f8", "version_2", "version_3"})
  void readsEveryByteOrderAndVersionOfNpyAlike(String name) throws IOException {
    assertEquals(cube(DataType.DOUBLE), only(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fortran_order_f4", "big_endian_f4"})
  void readsFloatsInBothOrdersOfAxes(String name) throws IOException {
    assertEquals(cube(DataType.FLOAT), only(name));
  }

  @Test
  void readsHalfNumbersAsFloats() throws IOException {
    assertArrayEquals(
        new float[] {1.5f, -0.33325195f, 5.9604645e-8f, Float.POSITIVE_INFINITY},
        only("half_f2").toFloatVector());
  }

  @Test
  void readsScalarsAndEmptyArrays() throws IOException {
    INDArray scalar = only("scalar_f8");
    assertEquals(0, scalar.rank());
    assertEquals(-0.1, scalar.getDouble());
    assertArrayEquals(new long[] {0, 3}, only("empty_f4").shape());
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void readsArchivesInTheirOrder(String name) throws IOException {
    Map<String, INDArray> tensors = TensorFile.read(WeightFixtures.file(name));
    assertEquals(List.of("a", "b.c/weight"), List.copyOf(tensors.keySet()));
    assertEquals(cube(DataType.DOUBLE), tensors.get("a"));
    assertEquals(Nd4j.createFromArray(0f, 1, 2), tensors.get("b.c/weight"));
  }

  @Test
  void readsEveryTypeOfSafeTensors() throws IOException {
    Map<String, INDArray> tensors = TensorFile.read(WeightFixtures.file("types.safetensors"));
    assertEquals(List.of("double", "float", "half", "brain"), List.copyOf(tensors.keySet()));
    assertEquals(0, tensors.get("double").rank());
    assertEquals(-0.1, tensors.get("double").getDouble());
    assertEquals(
        Nd4j.createFromArray(new float[][] {{1, -2.5f, 3}, {0.125f, 5, -6}}), tensors.get("float"));
    assertArrayEquals(new float[] {1.5f, -0.33325195f}, tensors.get("half").toFloatVector());
    assertArrayEquals(
        new float[] {1.5f, -0.33398438f, 3.0040553e38f}, tensors.get("brain").toFloatVector());
  }

  @ParameterizedTest
  @ValueSource(strings = {"some.npz", "some.safetensors"})
  void readsBackWhatItWrote(String name) throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("z.weight", cube(DataType.FLOAT).permute(2, 0, 1));
    tensors.put("odd", Nd4j.createFromArray(1f, 2, 3));
    tensors.put("a \"ü\"", cube(DataType.DOUBLE));
    tensors.put("scalar", Nd4j.scalar(0.1));
    tensors.put("empty", Nd4j.create(DataType.FLOAT, 2, 0));
    tensors.put("long", Nd4j.linspace(DataType.FLOAT, 0, 1, 50_000));
    Path file = folder.resolve(name);
    TensorFile.write(file, tensors);
    Map<String, INDArray> read = TensorFile.read(file);
    assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.keySet()));
    for (String key : tensors.keySet()) {
      assertArrayEquals(tensors.get(key).shape(), read.get(key).shape(), key);
      assertEquals(tensors.get(key).dataType(), read.get(key).dataType(), key);
      assertTrue(tensors.get(key).isEmpty() || tensors.get(key).equals(read.get(key)), key);
    }
  }

  @Test
  void writesNpyAsNumPyDoes() throws IOException {
    for (String name : List.of("c_order_f8", "scalar_f8", "empty_f4")) {
      Path file = folder.resolve(name + ".npy");
      TensorFile.write(file, TensorFile.read(WeightFixtures.file(name + ".npy")));
      assertArrayEquals(WeightFixtures.bytes(name + ".npy"), Files.readAllBytes(file), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"some.npz", "some.safetensors"})
  void writesEqualTensorsAsEqualBytes(String name) throws IOException {
    Map<String, INDArray> tensors = Map.of("a", cube(DataType.FLOAT));
    TensorFile.write(folder.resolve(name), tensors);
    TensorFile.write(folder.resolve("again_" + name), tensors);
    assertEquals(-1, Files.mismatch(folder.resolve(name), folder.resolve("again_" + name)));
  }

  @Test
  void putsDoublesWherePyTorchCanViewThem() throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("float", Nd4j.createFromArray(1f));
    tensors.put("double", Nd4j.createFromArray(2d));
    Path file = folder.resolve("mixed.safetensors");
    TensorFile.write(file, tensors);
    String header = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    assertTrue(header.contains("\"F64\",\"shape\":[1],\"data_offsets\":[0,8]"), header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"some.npy", "some.npz", "some.safetensors"})
  void leavesTheOldFileIfWritingFails(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "old");
    Map<String, INDArray> integers = Map.of("ids", Nd4j.createFromArray(1, 2));
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> TensorFile.write(file, integers));
    assertTrue(error.getMessage().contains("tensor ids"), error.getMessage());
    assertEquals("old", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void refusesToWriteNamesThatAFormatCannotKeep() {
    INDArray one = Nd4j.scalar(1f);
    for (String name : List.of("", "../a", "/a", "a//b", "c:a", "a\\b")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> TensorFile.write(folder.resolve("some.npz"), Map.of(name, one)),
          name);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> TensorFile.write(folder.resolve("a.safetensors"), Map.of("__metadata__", one)));
    assertThrows(
        IllegalArgumentException.class,
        () -> TensorFile.write(folder.resolve("two.npy"), Map.of("a", one, "b", one)));
  }

  @Test
  void refusesFilesOfOtherFormatsAndMissingOnes() throws IOException {
    Path pickle = Files.createFile(folder.resolve("model.pt"));
    Exception error = assertThrows(IllegalArgumentException.class, () -> TensorFile.read(pickle));
    assertTrue(error.getMessage().contains(".npz or .safetensors"), error.getMessage());
    Path missing = folder.resolve("missing.npz");
    Exception nothing = assertThrows(TensorFileException.class, () -> TensorFile.read(missing));
    assertTrue(nothing.getMessage().endsWith("found nothing"), nothing.getMessage());
  }
}
