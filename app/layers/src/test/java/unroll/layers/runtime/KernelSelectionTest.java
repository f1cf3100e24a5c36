package unroll.layers.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.KernelChoice;

class KernelSelectionTest {
  /** Else a run of the tests on CUDA would pass on a processor unnoticed. */
  @Test
  void theTestsRunOnTheBackendTheyAreMeantFor() {
    String wanted = System.getProperty("unroll.backend", "auto");
    assumeFalse(wanted.equals("auto"), "-Dunroll.backend is not given");
    assertEquals(wanted.equals("cpu"), Nd4j.getEnvironment().isCPU(), Nd4j.getBackend().toString());
  }

  @Test
  void floatsOnAProcessorAreTheFastKernelsAndAllElseIsThePortableOnes() {
    boolean isCpu = Nd4j.getEnvironment().isCPU();
    assertEquals(isCpu, KernelSelection.isCpu(KernelChoice.AUTO, DataType.FLOAT, "layer"));
    assertFalse(KernelSelection.isCpu(KernelChoice.AUTO, DataType.DOUBLE, "layer"));
    assertFalse(KernelSelection.isCpu(KernelChoice.PORTABLE, DataType.FLOAT, "layer"));
    assertThrows(
        IllegalArgumentException.class,
        () -> KernelSelection.isCpu(KernelChoice.CPU, DataType.DOUBLE, "layer"));
  }
}
