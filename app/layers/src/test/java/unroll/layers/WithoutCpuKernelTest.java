package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static unroll.layers.TestNetworks.network;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unroll.layers.TestNetworks.Unit;

class WithoutCpuKernelTest {
  @Test
  void theRefusalOfTheKernelSkipsATestOnCudaAndNothingElseDoes() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                network(DataType.DOUBLE, Unit.GRU.builder(3, 4).kernel(KernelChoice.CPU).build()));
    assertTrue(WithoutCpuKernel.isRefusal(refusal, false));
    assertFalse(WithoutCpuKernel.isRefusal(refusal, true));
    assertFalse(WithoutCpuKernel.isRefusal(new AssertionError(), false));
  }
}
