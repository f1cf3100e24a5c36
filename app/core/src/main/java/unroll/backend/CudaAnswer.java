package unroll.backend;

import java.util.List;

/** What the machine says of its graphics cards. */
public sealed interface CudaAnswer {
  /**
   * There are some.
   *
   * @param devices at least one
   */
  record Devices(List<CudaDevice> devices) implements CudaAnswer {
    public Devices {
      devices = List.copyOf(devices);
    }
  }

  /**
   * There is none that could be used.
   *
   * @param reason the part of a sentence that says why
   */
  record None(String reason) implements CudaAnswer {}
}
