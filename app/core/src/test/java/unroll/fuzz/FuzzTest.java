package unroll.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A few damaged inputs of every family; {@link FuzzSlowTest} has many. */
class FuzzTest {
  private static final int COUNT = 40;

  static Stream<String> families() {
    return FuzzFamilies.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyInputIsReadOrRefusedInOneLine(String family, @TempDir Path folder) throws IOException {
    Fuzzer.Report report = new Fuzzer(1, COUNT).run(FuzzFamilies.all().get(family), folder);
    assertEquals(List.of(), report.faults());
  }
}
