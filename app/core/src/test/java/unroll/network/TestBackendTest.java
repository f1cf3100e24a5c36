package unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class TestBackendTest {
  /** Else a run of the tests on CUDA would pass on a processor unnoticed. */
  @Test
  void theTestsRunOnTheBackendTheyAreMeantFor() {
    String wanted = System.getProperty("unroll.backend", "auto");
    assumeFalse(wanted.equals("auto"), "-Dunroll.backend is not given");
    assertEquals(wanted.equals("cpu"), Nd4j.getEnvironment().isCPU(), Nd4j.getBackend().toString());
  }
}
