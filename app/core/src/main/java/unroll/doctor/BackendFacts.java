package unroll.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import unroll.backend.Backend;
import unroll.backend.BackendChoice;
import unroll.backend.BackendDecision;
import unroll.backend.CudaAnswer;
import unroll.backend.CudaDevice;
import unroll.backend.CudaLibrary;
import unroll.config.UserException;

/**
 * Which backend will compute.
 *
 * @param asked what the user wants
 * @param used null if that is impossible
 * @param reason for that
 * @param devices that the driver knows, also where the program has no CUDA
 * @param driver what it says if there are none, else null
 * @param library ND4J's for CUDA, null where the program has none
 * @param available all backends that can work here
 * @param notice what a training would say of it, else null
 */
public record BackendFacts(
    BackendChoice asked,
    Backend used,
    String reason,
    List<CudaDevice> devices,
    String driver,
    String library,
    List<Backend> available,
    String notice) {

  public BackendFacts {
    devices = List.copyOf(devices);
    available = List.copyOf(available);
  }

  /**
   * @param hasCuda whether the program has a backend for CUDA
   * @param probe asked once
   */
  static BackendFacts of(
      BackendChoice asked, boolean hasCuda, Supplier<CudaAnswer> probe, CudaLibrary library) {
    CudaAnswer answer = probe.get();
    BackendDecision best = BackendDecision.of(BackendChoice.AUTO, hasCuda, () -> answer, library);
    Backend used = null;
    String reason;
    Optional<String> notice = Optional.empty();
    try {
      BackendDecision decision = BackendDecision.of(asked, hasCuda, () -> answer, library);
      used = decision.backend();
      reason = decision.reason();
      notice = decision.notice();
    } catch (UserException e) {
      reason = e.getMessage();
    }
    return new BackendFacts(
        asked,
        used,
        reason,
        answer instanceof CudaAnswer.Devices some ? some.devices() : List.of(),
        answer instanceof CudaAnswer.None none ? none.reason() : null,
        hasCuda ? library.name() : null,
        best.backend() == Backend.CUDA ? List.of(Backend.CPU, Backend.CUDA) : List.of(Backend.CPU),
        notice.orElse(null));
  }
}
