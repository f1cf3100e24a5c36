package unroll.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 100,000 damaged inputs of every family, or {@code -Dunroll.fuzz.count=N}, from seed {@code
 * -Dunroll.fuzz.seed=S} on; {@code -Dunroll.fuzz.families=A,B} chooses some.
 */
@Tag("slow")
class FuzzSlowTest {
  private static final String ALL = String.join(",", FuzzFamilies.all().keySet());

  static Stream<String> families() {
    return Arrays.stream(System.getProperty("unroll.fuzz.families", ALL).split(","));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyInputIsReadOrRefusedInOneLine(String family, @TempDir Path folder) throws IOException {
    long seed = Long.getLong("unroll.fuzz.seed", 1_000_000);
    int count = Integer.getInteger("unroll.fuzz.count", 100_000);
    long start = System.nanoTime();
    Fuzzer.Report report = new Fuzzer(seed, count).run(FuzzFamilies.all().get(family), folder);
    System.out.printf(
        "fuzz %s: %,d read and %,d refused from seed %d in %.0f s; slowest %.0f ms, largest %.1f"
            + " MB%n",
        family,
        report.read(),
        report.refused(),
        seed,
        (System.nanoTime() - start) / 1e9,
        report.slowest() / 1e6,
        report.largest() / 1e6);
    assertEquals(List.of(), report.faults());
  }
}
