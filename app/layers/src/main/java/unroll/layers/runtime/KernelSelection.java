package unroll.layers.runtime;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import unroll.layers.KernelChoice;

/** Decides which code computes a layer. */
final class KernelSelection {
  private KernelSelection() {}

  /**
   * Whether the fast kernel for processors computes.
   *
   * @param layer the layer's name, for messages
   * @throws IllegalArgumentException if it is asked for where it cannot run
   */
  static boolean isCpu(KernelChoice choice, DataType type, String layer) {
    boolean possible = type == DataType.FLOAT && Nd4j.getEnvironment().isCPU();
    if (choice == KernelChoice.CPU && !possible) {
      throw new IllegalArgumentException(
          "%s: kernel: CPU computes FLOAT on ND4J's CPU backend only, but the network is %s on %s"
              .formatted(layer, type, Nd4j.getBackend().getClass().getSimpleName()));
    }
    return possible && choice != KernelChoice.PORTABLE;
  }
}
