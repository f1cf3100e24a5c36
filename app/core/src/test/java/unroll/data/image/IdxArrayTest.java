package unroll.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unroll.config.UserException;

class IdxArrayTest {
  private static final byte[] SIX = {1, 2, 3, 4, 5, (byte) 255};

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "packed.gz"})
  void readsLengthsAndBytes(String name) throws IOException {
    Path file = IdxFiles.write(folder.resolve(name), 0x803, new int[] {1, 2, 3}, SIX);
    IdxArray array = IdxArray.read(file, 3);

    assertArrayEquals(new int[] {1, 2, 3}, array.lengths());
    assertArrayEquals(SIX, array.bytes());
  }

  @Test
  void aGzippedFileIsKnownByItsBytesNotItsName() throws IOException {
    Path packed = IdxFiles.write(folder.resolve("x.gz"), 0x801, new int[] {6}, SIX);
    Path renamed = Files.move(packed, folder.resolve("x"));
    assertArrayEquals(SIX, IdxArray.read(renamed, 1).bytes());
  }

  @Test
  void anotherKindOfArrayIsRefused() throws IOException {
    assertEquals(
        ": begins with 0x00000801; expected 0x00000803, an IDX file of bytes with 3 dimensions",
        refusal(0x801, 3, new int[] {6}, SIX));
    assertEquals(
        ": begins with 0x00000d03; expected 0x00000803, an IDX file of bytes with 3 dimensions",
        refusal(0xD03, 3, new int[] {1, 2, 3}, SIX));
  }

  @Test
  void fewerOrMoreBytesThanTheHeadSaysAreRefused() throws IOException {
    assertEquals(
        ": ends after 6 bytes of the 8 that its head says",
        refusal(0x803, 3, new int[] {2, 2, 2}, SIX));
    assertEquals(
        ": goes on after the 4 bytes that its head says",
        refusal(0x803, 3, new int[] {1, 2, 2}, SIX));
  }

  @Test
  void sizesBeyondReasonAreRefusedBeforeRoomIsMadeForThem() throws IOException {
    int most = (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 4);
    String expected = "; expected 1 to " + most + ", each length at least 1";
    assertEquals(
        ": says it has 2147483647 x 2147483647 x 2147483647 bytes" + expected,
        refusal(
            0x803, 3, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE}, SIX));
    assertEquals(
        ": says it has 4294967295 x 28 x 28 bytes" + expected,
        refusal(0x803, 3, new int[] {-1, 28, 28}, SIX));
    assertEquals(
        ": says it has 0 x 28 x 28 bytes" + expected,
        refusal(0x803, 3, new int[] {0, 28, 28}, SIX));
    assertEquals(
        ": ends after 6 bytes of the " + most + " that its head says",
        refusal(0x801, 1, new int[] {most}, SIX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "packed.gz"})
  void everyCutOffFileIsRefused(String name) throws IOException {
    Path whole = IdxFiles.write(folder.resolve(name), 0x803, new int[] {1, 2, 3}, SIX);
    byte[] bytes = Files.readAllBytes(whole);
    for (int kept = 0; kept < bytes.length; kept++) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, kept));
      String message = assertThrows(UserException.class, () -> IdxArray.read(cut, 3)).getMessage();
      assertTrue(message.startsWith(cut + ": "), message);
    }
  }

  @Test
  void aMissingFileOrAFolderIsToldWithItsName() {
    Path missing = folder.resolve("none");
    assertEquals(
        missing + ": no such file",
        assertThrows(UserException.class, () -> IdxArray.read(missing, 1)).getMessage());
    assertEquals(
        folder + ": is a folder; expected an IDX file",
        assertThrows(UserException.class, () -> IdxArray.read(folder, 1)).getMessage());
  }

  private String refusal(int magic, int dimensions, int[] lengths, byte[] bytes)
      throws IOException {
    Path file = IdxFiles.write(folder.resolve("wrong.gz"), magic, lengths, bytes);
    String message =
        assertThrows(UserException.class, () -> IdxArray.read(file, dimensions)).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
    return message.substring(file.toString().length());
  }
}
