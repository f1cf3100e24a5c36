package unroll.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaLibraryTest {
  /** M2.1: sm_37, 50, 52, 60, 61, 70, 75, 80, 86, read from the published binary. */
  @ParameterizedTest
  @CsvSource({
    "3.0, false", "3.5, false", "3.7, true", "5.0, true", "5.3, true", "6.2, true", "7.2, true",
    "7.5, true", "8.0, true", "8.7, true", "8.9, true", "9.0, false", "10.0, false", "12.0, false"
  })
  void codeRunsOnItsArchitectureAndLaterOnesOfTheSameMajorNumber(String device, boolean runs) {
    assertEquals(runs, CudaLibrary.ofBuild().runsOn(ComputeCapability.parse(device)));
  }

  @Test
  void theBuildSaysWhatItsLibraryIs() {
    assertEquals("nd4j-cuda-11.6 1.0.0-M2.1", CudaLibrary.ofBuild().name());
    assertEquals("3.7 to 8.9", CudaLibrary.ofBuild().range());
  }

  @Test
  void aCapabilityIsTwoNumbers() {
    assertEquals(new ComputeCapability(8, 6), ComputeCapability.parse("8.6"));
    for (String wrong : new String[] {"8", "8.6.1", "8.x", "", "1111.0"}) {
      assertThrows(IllegalArgumentException.class, () -> ComputeCapability.parse(wrong), wrong);
    }
  }
}
