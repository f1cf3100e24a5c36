package unroll.backend;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import unroll.config.UserException;

/**
 * What computes, and why.
 *
 * @param backend what was decided
 * @param reason the part of a sentence
 * @param notice what a user has to hear who did not ask for the processor, if that computes where
 *     the program could do CUDA
 */
public record BackendDecision(Backend backend, String reason, Optional<String> notice) {
  /** For this process. Only a program with CUDA in it asks for devices. */
  public static BackendDecision ofProcess(BackendChoice choice) {
    boolean hasCuda = Backend.CUDA.isIn(BackendDecision.class.getClassLoader());
    return of(choice, hasCuda, () -> CudaProbe.ofMachine().ask(), CudaLibrary.ofBuild());
  }

  /**
   * @param hasCuda whether the program has a backend for CUDA
   * @param devices asked only if the answer matters
   * @throws UserException if CUDA is wanted where it cannot work
   */
  public static BackendDecision of(
      BackendChoice choice, boolean hasCuda, Supplier<CudaAnswer> devices, CudaLibrary library) {
    if (choice == BackendChoice.CPU) {
      return new BackendDecision(Backend.CPU, "it was asked for", Optional.empty());
    } else if (!hasCuda) {
      if (choice == BackendChoice.CUDA) {
        throw impossible("this program was built without CUDA; ./mvnw package -Pcuda adds it");
      }
      return new BackendDecision(
          Backend.CPU, "this program was built without CUDA", Optional.empty());
    }
    CudaAnswer answer = devices.get();
    Optional<String> obstacle = obstacle(answer, library);
    if (obstacle.isEmpty()) {
      CudaDevice first = ((CudaAnswer.Devices) answer).devices().get(0);
      return new BackendDecision(Backend.CUDA, "there is " + first, Optional.empty());
    } else if (choice == BackendChoice.CUDA) {
      throw impossible(obstacle.get());
    }
    return new BackendDecision(
        Backend.CPU,
        obstacle.get(),
        Optional.of("CUDA is not used, the processor is: " + obstacle.get()));
  }

  /** Makes ND4J take this backend; before it is loaded. */
  public void apply() {
    if (Backend.CUDA.isIn(BackendDecision.class.getClassLoader())) {
      BackendLoader.install(backend);
    }
  }

  private static UserException impossible(String reason) {
    return new UserException("backend cuda: " + reason);
  }

  /** Why CUDA cannot work, if it cannot. ND4J spreads its threads over all devices it sees. */
  private static Optional<String> obstacle(CudaAnswer answer, CudaLibrary library) {
    if (answer instanceof CudaAnswer.None none) {
      return Optional.of(none.reason());
    }
    List<CudaDevice> devices = ((CudaAnswer.Devices) answer).devices();
    return devices.stream()
        .filter(device -> !library.runsOn(device.capability()))
        .findFirst()
        .map(
            device ->
                "%s has compute capability %s, and %s has code for %s"
                    .formatted(
                        device.name(), device.capability(), library.name(), library.range()));
  }
}
