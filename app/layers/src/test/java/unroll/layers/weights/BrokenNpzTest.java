package unroll.layers.weights;

import static unroll.layers.weights.WeightFixtures.assertRefused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenNpzTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("broken.npz");
  }

  private static byte[] zip(String name, byte[] content, int copies) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < copies; i++) {
        zip.putNextEntry(new ZipEntry(copies == 1 ? name : "%05d%s".formatted(i, name)));
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void refusesAnArchiveThatEndsTooEarly(String name) throws IOException {
    WeightFixtures.assertRefusedIfCut(file, WeightFixtures.bytes(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../a.npy", "a/../../b.npy", "/a.npy", "a\\..\\b.npy", "c:a.npy", "./a.npy"})
  void refusesEntriesWithPathsThatLeadElsewhere(String name) throws IOException {
    byte[] array = WeightFixtures.bytes("c_order_f8.npy");
    assertRefused(file, zip(name, array, 1), "plain names that end in .npy", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.pkl", "folder/", ".npy/"})
  void refusesEntriesThatAreNoArrays(String name) throws IOException {
    assertRefused(file, zip(name, new byte[0], 1), "plain names that end in .npy", name);
  }

  @Test
  void refusesAnObjectArrayInAnArchive() throws IOException {
    byte[] array = WeightFixtures.bytes("object.npy");
    assertRefused(file, zip("a.npy", array, 1), "entry a.npy", "f2, f4 or f8", "|O");
  }

  @Test
  void refusesAnArchiveThatInflatesTooMuch() throws IOException {
    byte[] zeros = new byte[1 << 24];
    assertRefused(file, zip("a.npy", zeros, 2), "inflates at most 100 times");
  }

  @Test
  void refusesTooManyEntries() throws IOException {
    assertRefused(file, zip("a.npy", new byte[0], 10_001), "at most 10000 entries", "10001");
  }

  @Test
  void refusesAnEntryWhoseChecksumIsWrong() throws IOException {
    byte[] bytes = WeightFixtures.bytes("stored.npz");
    // Inside the numbers of the first array.
    bytes[250] ^= 1;
    assertRefused(file, bytes, "entry a.npy", "checksum");
  }

  @Test
  void refusesTwoEntriesOfOneName() throws IOException {
    byte[] array = WeightFixtures.bytes("scalar_f8.npy");
    String two = new String(zip("a.npy", array, 2), StandardCharsets.ISO_8859_1);
    byte[] same = two.replace("00001a.npy", "00000a.npy").getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(file, same, "every entry once");
  }

  @Test
  void neverFailsButByRefusingWhateverByteIsWrong() throws IOException {
    byte[] whole = WeightFixtures.bytes("deflated.npz");
    for (int i = 0; i < whole.length; i++) {
      byte[] bytes = whole.clone();
      bytes[i] ^= (byte) 0xff;
      Files.write(file, bytes);
      readOrRefuse();
    }
  }

  private void readOrRefuse() throws IOException {
    try {
      TensorFile.read(file);
    } catch (TensorFileException e) {
      return;
    }
  }
}
