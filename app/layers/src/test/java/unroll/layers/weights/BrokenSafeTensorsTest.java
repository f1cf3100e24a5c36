package unroll.layers.weights;

import static unroll.layers.weights.WeightFixtures.assertRefused;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenSafeTensorsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("broken.safetensors");
  }

  /** This header, with double quotes for single ones, and 16 bytes of data. */
  private static byte[] safeTensors(String header) {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length + 16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private static String tensor(String name, String type, String shape, String offsets) {
    return "'%s':{'dtype':'%s','shape':%s,'data_offsets':%s}".formatted(name, type, shape, offsets);
  }

  private static byte[] two(String firstOffsets, String secondOffsets) {
    return safeTensors(
        "{%s,%s}"
            .formatted(
                tensor("a", "F32", "[2]", firstOffsets), tensor("b", "F32", "[2]", secondOffsets)));
  }

  @Test
  void refusesAFileThatEndsTooEarly() throws IOException {
    WeightFixtures.assertRefusedIfCut(file, WeightFixtures.bytes("types.safetensors"));
  }

  @Test
  void refusesBytesAfterTheTensors() throws IOException {
    byte[] whole = WeightFixtures.bytes("types.safetensors");
    assertRefused(file, Arrays.copyOf(whole, whole.length + 1), "42 bytes after the header", "43");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, (1 << 24) + 1})
  void refusesAHugeHeaderBeforeItTakesMemory(long length) throws IOException {
    byte[] bytes = safeTensors("{}");
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    assertRefused(file, bytes, "at most 16777216 bytes", Long.toUnsignedString(length));
  }

  @Test
  void refusesAHeaderLongerThanTheFile() throws IOException {
    byte[] bytes = safeTensors("{}");
    bytes[0] = 100;
    assertRefused(file, bytes, "100 bytes of header", "18 bytes");
  }

  @Test
  void refusesOffsetsThatOverlapLeaveHolesOrLeaveTheFile() throws IOException {
    assertRefused(file, two("[0,8]", "[4,12]"), "data_offsets that begin at 8", "[4, 12]");
    assertRefused(file, two("[0,8]", "[0,8]"), "data_offsets that begin at 8", "tensor b");
    assertRefused(file, two("[4,12]", "[12,20]"), "data_offsets that begin at 0", "tensor a");
    assertRefused(file, two("[0,8]", "[8,20]"), "end by 16", "[8, 20] of tensor b");
    assertRefused(file, two("[0,8]", "[8,7]"), "data_offsets", "[8, 7] of tensor b");
    assertRefused(file, two("[0,8]", "[8,999999999999999999]"), "data_offsets", "of tensor b");
  }

  @Test
  void refusesOffsetsThatDoNotMatchTheShape() throws IOException {
    assertRefused(
        file, two("[0,4]", "[4,16]"), "tensor a", "8 bytes for shape [2]", "found 4 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[-4]",
        "[4.0]",
        "[4e0]",
        "['4']",
        "[[4]]",
        "[null]",
        "4",
        "[99999999999999999999]",
        "[3]",
        "[4294967296,4294967296]",
        "[4294967296,4294967297]"
      })
  void refusesShapesThatAreWrong(String shape) throws IOException {
    byte[] bytes = safeTensors("{" + tensor("a", "F32", shape, "[0,16]") + "}");
    assertRefused(file, bytes, "expected", "found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"I64", "F8_E4M3", "BOOL", "f32", ""})
  void refusesTypesThatAreNoFloats(String type) throws IOException {
    byte[] bytes = safeTensors("{" + tensor("a", type, "[4]", "[0,16]") + "}");
    assertRefused(file, bytes, "dtype F16, BF16, F32 or F64", type + " of tensor a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}x",
        "{}{}",
        "{'a':1}",
        "{'a':{}}",
        "{'a':{'dtype':'F32','shape':[4]}}",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0]}}",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16,16]}}",
        "{'a':{'dtype':'F32','dtype':'F32','shape':[4],'data_offsets':[0,16]}}",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16],'more':1}}",
        "{'__metadata__':{'a':{'b':'c'}}}",
        "{'__metadata__':'a'}"
      })
  void refusesHeadersThatAreNoListOfTensors(String header) throws IOException {
    assertRefused(file, safeTensors(header), "expected", "found");
  }

  @Test
  void refusesATensorNamedTwice() throws IOException {
    String one = tensor("a", "F32", "[2]", "[0,8]");
    String two = tensor("a", "F32", "[2]", "[8,16]");
    assertRefused(file, safeTensors("{" + one + "," + two + "}"), "Duplicate field 'a'");
  }

  @Test
  void refusesDeepNestingAndLongNumbersAtOnce() throws IOException {
    String deep = "{'a':{'shape':" + "[".repeat(1_000_000);
    assertRefused(file, safeTensors(deep), "whole numbers");
    String digits = "{'a':{'shape':[" + "9".repeat(1_000_000) + "]}}";
    assertRefused(file, safeTensors(digits), "whole numbers");
  }
}
