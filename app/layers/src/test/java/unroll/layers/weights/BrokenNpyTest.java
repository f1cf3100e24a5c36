package unroll.layers.weights;

import static unroll.layers.weights.WeightFixtures.assertRefused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenNpyTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("broken.npy");
  }

  /** Version 1.0 with this header and 8 bytes of data. */
  private static byte[] npy(String header) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(new byte[] {(byte) header.length(), (byte) (header.length() >> 8)});
    bytes.write(header.getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(new byte[8]);
    return bytes.toByteArray();
  }

  private static String header(String type, String shape) {
    return "{'descr': %s, 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
  }

  @Test
  void refusesAFileThatEndsTooEarly() throws IOException {
    WeightFixtures.assertRefusedIfCut(file, WeightFixtures.bytes("c_order_f8.npy"));
  }

  @Test
  void refusesBytesAfterTheArray() throws IOException {
    byte[] whole = WeightFixtures.bytes("c_order_f8.npy");
    assertRefused(
        file, Arrays.copyOf(whole, whole.length + 1), "192 bytes for shape [2, 3, 4]", "193");
  }

  @ParameterizedTest
  @CsvSource({"object.npy, |O", "structured.npy, descr", "integers.npy, <i8"})
  void refusesOtherThanFloatNumbers(String name, String found) throws IOException {
    assertRefused(file, WeightFixtures.bytes(name), found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(-2,)", "(2, -1)", "(1e3,)", "(2.0,)", "(True,)", "(99999999999999999999,)"})
  void refusesShapesThatAreNoSizes(String shape) throws IOException {
    assertRefused(file, npy(header("'<f4'", shape)), "a shape such as (3, 4)", shape);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(3,)",
        "(4294967296, 4294967296)",
        "(4294967296, 4294967297)",
        "(4611686018427387904, 8)",
        "(100000000000,)"
      })
  void refusesShapesThatDoNotFitTheFile(String shape) throws IOException {
    assertRefused(file, npy(header("'<f4'", shape)), "expected", "found");
  }

  @Test
  void refusesMoreAxesThanAnArrayCanHave() throws IOException {
    String shape = "(" + "1,".repeat(33) + ")";
    assertRefused(file, npy(header("'<f8'", shape)), "at most 32 axes", "33");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{'descr': '<f8', 'shape': (1,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': True}",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f8' 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f8', 'fortran_order': 'False', 'shape': (1,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': True}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': __import__('os').abort()}"
      })
  void refusesHeadersThatAreNoDescriptionOfAnArray(String header) throws IOException {
    assertRefused(file, npy(header), "expected", "found");
  }

  @Test
  void refusesAHugeHeaderBeforeItTakesMemory() throws IOException {
    byte[] bytes = WeightFixtures.bytes("version_2.npy");
    Arrays.fill(bytes, 8, 12, (byte) 0xff);
    assertRefused(file, bytes, "an npy header of at most 65536 bytes", "4294967295");
  }

  @Test
  void refusesUnknownVersionsAndOtherMagic() throws IOException {
    byte[] bytes = WeightFixtures.bytes("version_3.npy");
    bytes[6] = 4;
    assertRefused(file, bytes, "npy version 1.0, 2.0 or 3.0", "4.0");
    bytes[0] = 'P';
    assertRefused(file, bytes, "the magic bytes of npy");
  }

  @Test
  void quotesAStrangersFileInOneShortLine() throws IOException {
    String escape = "\u001b[2J\n" + "x".repeat(5000);
    assertRefused(file, npy(escape), "?[2J?xxx", "x...");
  }
}
