package unroll.layers.weights;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The files that NumPy and PyTorch made, and what becomes of broken ones. */
final class WeightFixtures {
  private WeightFixtures() {}

  static Path file(String name) {
    try {
      return Path.of(WeightFixtures.class.getResource("/unroll/weights/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(file(name));
  }

  /** Expects that a file with these bytes is refused in one line that says all of this. */
  static void assertRefused(Path file, byte[] bytes, String... parts) throws IOException {
    Files.write(file, bytes);
    String message =
        assertThrows(TensorFileException.class, () -> TensorFile.read(file)).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
    assertTrue(message.lines().count() == 1, message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  /** Expects that the file is refused wherever it is cut. */
  static void assertRefusedIfCut(Path file, byte[] whole) throws IOException {
    for (int length = 0; length < whole.length; length++) {
      assertRefused(file, Arrays.copyOf(whole, length), "expected", "found");
    }
  }
}
