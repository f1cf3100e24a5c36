package unroll.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unroll.config.UserException;

class BackendDecisionTest {
  private static final CudaLibrary LIBRARY = CudaLibrary.ofBuild();
  private static final String TOO_NEW =
      "H100 has compute capability 9.0, and nd4j-cuda-11.6 1.0.0-M2.1 has code for 3.7 to 8.9";

  private static CudaDevice device(String name, int major, int minor) {
    return new CudaDevice(name, new ComputeCapability(major, minor), "550.1", 1L << 30);
  }

  private static Supplier<CudaAnswer> devices(CudaDevice... devices) {
    return () -> new CudaAnswer.Devices(List.of(devices));
  }

  private static BackendDecision decide(BackendChoice choice, Supplier<CudaAnswer> answer) {
    return BackendDecision.of(choice, true, answer, LIBRARY);
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "CUDA"})
  void aDeviceTheLibraryHasCodeForIsTaken(BackendChoice choice) {
    BackendDecision decision = decide(choice, devices(device("A10", 8, 6)));
    assertEquals(Backend.CUDA, decision.backend());
    assertEquals("there is A10 (compute capability 8.6, driver 550.1)", decision.reason());
    assertEquals(Optional.empty(), decision.notice());
  }

  @Test
  void aDeviceThatIsTooNewLeavesTheWorkToTheProcessorAndSaysSo() {
    BackendDecision decision = decide(BackendChoice.AUTO, devices(device("H100", 9, 0)));
    assertEquals(Backend.CPU, decision.backend());
    assertEquals(Optional.of("CUDA is not used, the processor is: " + TOO_NEW), decision.notice());
  }

  @Test
  void aDeviceThatIsTooNewIsAMistakeWhereCudaIsAskedFor() {
    String message =
        assertThrows(
                UserException.class,
                () -> decide(BackendChoice.CUDA, devices(device("H100", 9, 0))))
            .getMessage();
    assertEquals("backend cuda: " + TOO_NEW, message);
  }

  @Test
  void oneDeviceThatIsTooNewAmongSeveralIsOneTooMany() {
    BackendDecision decision =
        decide(BackendChoice.AUTO, devices(device("A10", 8, 6), device("H100", 9, 0)));
    assertEquals(Backend.CPU, decision.backend());
    assertEquals(TOO_NEW, decision.reason());
  }

  @Test
  void withoutADeviceTheProcessorComputes() {
    Supplier<CudaAnswer> none = () -> new CudaAnswer.None("there is no NVIDIA driver");
    BackendDecision decision = decide(BackendChoice.AUTO, none);
    assertEquals(Backend.CPU, decision.backend());
    assertEquals(
        Optional.of("CUDA is not used, the processor is: there is no NVIDIA driver"),
        decision.notice());
    assertThrows(UserException.class, () -> decide(BackendChoice.CUDA, none));
  }

  @Test
  void nobodyIsAskedForDevicesWhereTheAnswerDoesNotMatter() {
    Supplier<CudaAnswer> never =
        () -> {
          throw new AssertionError("asked for devices");
        };
    assertEquals(
        new BackendDecision(Backend.CPU, "it was asked for", Optional.empty()),
        decide(BackendChoice.CPU, never));
    assertEquals(
        new BackendDecision(Backend.CPU, "this program was built without CUDA", Optional.empty()),
        BackendDecision.of(BackendChoice.AUTO, false, never, LIBRARY));
    String message =
        assertThrows(
                UserException.class,
                () -> BackendDecision.of(BackendChoice.CUDA, false, never, LIBRARY))
            .getMessage();
    assertEquals(
        "backend cuda: this program was built without CUDA; ./mvnw package -Pcuda adds it",
        message);
  }
}
