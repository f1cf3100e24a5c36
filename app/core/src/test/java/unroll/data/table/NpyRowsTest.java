package unroll.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unroll.config.UserException;

class NpyRowsTest {
  private static final String DOUBLES =
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

  @TempDir private Path folder;

  private Path write(String header, byte[] numbers) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    byte[] text = (header + "     \n").getBytes(StandardCharsets.ISO_8859_1);
    file.write(text.length);
    file.write(text.length >> 8);
    file.write(text);
    file.write(numbers);
    return Files.write(folder.resolve("array.npy"), file.toByteArray());
  }

  private static byte[] doubles(ByteOrder order, double... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(order);
    Arrays.stream(numbers).forEach(bytes::putDouble);
    return bytes.array();
  }

  private static byte[] six() {
    return doubles(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, 5, 1e300);
  }

  private static String message(Path file) {
    return assertThrows(
            UserException.class,
            () -> {
              try (NpyRows rows = new NpyRows(file)) {
                rows.forEachRemaining(row -> {});
              }
            })
        .getMessage();
  }

  @Test
  void readsRowAfterRow() throws IOException {
    try (NpyRows rows = new NpyRows(write(DOUBLES, six()))) {
      assertEquals(2, rows.rows());
      assertEquals(3, rows.width());
      assertArrayEquals(new double[] {1, 2, 3}, rows.next());
      assertTrue(rows.hasNext());
      assertArrayEquals(new double[] {4, 5, 1e300}, rows.next());
      assertFalse(rows.hasNext());
    }
  }

  @Test
  void readsFloatsAndTheOtherByteOrder() throws IOException {
    byte[] floats = ByteBuffer.allocate(8).putFloat(0.5f).putFloat(-3).array();
    String header = "{'descr': '>f4', 'fortran_order': False, 'shape': (1, 2), }";
    try (NpyRows rows = new NpyRows(write(header, floats))) {
      assertArrayEquals(new double[] {0.5, -3}, rows.next());
    }
    byte[] big = doubles(ByteOrder.BIG_ENDIAN, 1, 2, 3, 4, 5, 6);
    try (NpyRows rows = new NpyRows(write(DOUBLES.replace('<', '>'), big))) {
      assertArrayEquals(new double[] {1, 2, 3}, rows.next());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<f8 ; <i8 ; expected numbers of type float32 or float64, found i8",
        "<f8 ; |O ; expected numbers of type float32 or float64",
        "False ; True ; expected an array in C order, found one in Fortran order",
        "(2, 3) ; (6,) ; expected an array of two axes, such as (100, 32), found (6,)",
        "(2, 3) ; (1, 2, 3) ; expected an array of two axes",
        "(2, 3) ; (2, 0) ; expected 1 to 65,536 columns",
        "(2, 3) ; (99999999999, 65536) ; expected 52,428,799,999,475,712 bytes",
        "(2, 3) ; (3, 3) ; expected 72 bytes of numbers for 3 rows of 3, found 48",
        "(2, 3) ; (1, 3) ; expected 24 bytes of numbers for 1 rows of 3, found 48",
        "descr ; dscr ; expected a header of descr, fortran_order and shape",
      })
  void refusesWhatItDoesNotRead(String part, String other, String message) throws IOException {
    String wrong = message(write(DOUBLES.replace(part, other), six()));
    assertTrue(wrong.contains("array.npy: " + message), wrong);
  }

  @Test
  void refusesNumbersThatAreNotFinite() throws IOException {
    byte[] numbers = doubles(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, Double.NaN, 6);
    assertEquals(
        folder.resolve("array.npy") + ", row 2, column 2: found NaN, expected a finite number",
        message(write(DOUBLES, numbers)));
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("text.npy"), "1,2,3\n4,5,6\n");
    assertTrue(
        message(file)
            .endsWith("text.npy: is not a .npy file: it does not begin as NumPy" + " writes them"),
        message(file));
    Files.write(file, new byte[3]);
    assertTrue(message(file).contains("is not a .npy file"), message(file));
    byte[] whole = Files.readAllBytes(write(DOUBLES, six()));
    Path cut = folder.resolve("cut.npy");
    for (int length = 0; length < whole.length; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertTrue(message(cut).contains("cut.npy: "), "cut at " + length);
    }
    assertTrue(message(folder.resolve("none.npy")).endsWith("none.npy: no such file"));
  }
}
