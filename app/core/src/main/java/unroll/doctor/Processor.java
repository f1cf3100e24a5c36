package unroll.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The processor.
 *
 * @param features those that decide which kernels run, as the system calls them; empty where it
 *     does not tell
 * @param threads it has in all
 * @param available those that this process may use
 */
public record Processor(String name, List<String> features, int threads, int available) {
  private static final int MUCH = 1 << 22;
  private static final List<String> THAT_MATTER =
      List.of(
          "avx2",
          "fma",
          "avx512f",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "amx_bf16",
          "asimd",
          "sve",
          "bf16");

  public Processor {
    features = List.copyOf(features);
  }

  /** Of this machine. */
  static Processor ofMachine() {
    return read(Path.of("/proc/cpuinfo"), Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param description as Linux writes it; need not be there
   */
  static Processor read(Path description, int available) {
    String name = System.getProperty("os.arch");
    List<String> features = new ArrayList<>();
    int threads = 0;
    for (String line : lines(description)) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip();
      String value = line.substring(colon + 1).strip();
      if (key.equals("processor")) {
        threads++;
      } else if (key.equals("model name")) {
        name = value;
      } else if (features.isEmpty() && (key.equals("flags") || key.equals("Features"))) {
        Set<String> all = Set.of(value.split(" +"));
        THAT_MATTER.stream().filter(all::contains).forEach(features::add);
      }
    }
    return new Processor(name, features, Math.max(threads, available), available);
  }

  private static List<String> lines(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MUCH), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
