package unroll.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import unroll.backend.Backend;
import unroll.backend.BackendChoice;
import unroll.backend.ComputeCapability;
import unroll.backend.CudaAnswer;
import unroll.backend.CudaDevice;
import unroll.backend.CudaLibrary;

class VerdictTest {
  private static final CudaDevice DEVICE =
      new CudaDevice("A10", new ComputeCapability(8, 6), "550.1", 24_000_000_000L);

  private static BackendFacts facts(BackendChoice asked) {
    return BackendFacts.of(
        asked, true, () -> new CudaAnswer.Devices(List.of(DEVICE)), CudaLibrary.ofBuild());
  }

  private static Trial timed(Backend backend, double seconds) {
    return new Trial(backend, "3.11.0", "avx2", "Haswell", "any processor", 2, 100, seconds, null);
  }

  private static Verdict verdict(BackendChoice asked, double cpu, double cuda) {
    return Verdict.of(facts(asked), List.of(timed(Backend.CPU, cpu), timed(Backend.CUDA, cuda)));
  }

  @Test
  void theFasterBackendIsNamedWithTheRatioOfTheTimes() {
    Verdict verdict = verdict(BackendChoice.AUTO, 0.06, 0.015);
    assertEquals(
        "an optimizer step takes 15.00 ms on cuda and 60.00 ms on cpu: cuda is 4.0 times as fast",
        verdict.sentence());
    assertEquals(List.of(), verdict.findings());
  }

  @Test
  void aSlowerBackendThatWouldBeUsedIsWarnedOf() {
    Verdict verdict = verdict(BackendChoice.AUTO, 0.002, 0.015);
    assertEquals(1, verdict.findings().size());
    assertEquals(Finding.Level.WARNING, verdict.findings().get(0).level());
    assertEquals(
        "--backend cpu, or UNROLL_BACKEND=cpu in the environment",
        verdict.findings().get(0).remedy());
    assertEquals(List.of(), verdict(BackendChoice.CPU, 0.002, 0.015).findings());
  }

  @Test
  void timesThatAreNearlyEqualAreNoReason() {
    Verdict verdict = verdict(BackendChoice.AUTO, 0.0100, 0.0105);
    assertTrue(verdict.sentence().endsWith(": no difference to speak of"), verdict.sentence());
    assertEquals(List.of(), verdict.findings());
  }

  @Test
  void aTrialThatFailedIsAProblemAndTheOtherIsTold() {
    Verdict verdict =
        Verdict.of(
            facts(BackendChoice.AUTO),
            List.of(timed(Backend.CPU, 0.01), Trial.failed(Backend.CUDA, "no kernel image")));
    assertEquals("an optimizer step takes 10.00 ms on cpu", verdict.sentence());
    assertEquals(
        Finding.problem(
            "the trial on cuda failed: no kernel image", "--backend cpu needs no device"),
        verdict.findings().get(0));
  }

  @Test
  void withoutAConfigurationThereIsNone() {
    Trial kernels = new Trial(Backend.CPU, "3.11.0", "avx2", "Haswell", "AVX2", 2, 0, null, null);
    assertNull(Verdict.of(facts(BackendChoice.CPU), List.of(kernels)).sentence());
  }

  @Test
  void aProcessAnswersInItsLastLineAndOpenBlasInStandardError() {
    Trial trial = timed(Backend.CPU, 0.01);
    List<String> said = List.of("something else", TrialProcess.answer(trial));
    assertEquals(
        trial.withOpenblasCore("SkylakeX"),
        TrialProcess.read(Backend.CPU, 0, said, List.of("Core: SkylakeX")));
  }

  @Test
  void aProcessThatFailedLeavesItsLastWords() {
    assertEquals(
        Trial.failed(Backend.CUDA, "out of memory"),
        TrialProcess.read(
            Backend.CUDA, 1, List.of(), List.of("warning", "out of memory", "Core: Zen")));
    assertEquals(
        Trial.failed(Backend.CUDA, "libcuda.so.1: cannot open shared object file"),
        TrialProcess.read(
            Backend.CUDA,
            2,
            List.of(),
            List.of(
                "java.lang.UnsatisfiedLinkError: libcuda.so.1: cannot open shared object file",
                "\tat java.base/java.lang.Runtime.load0(Runtime.java)",
                "the chosen backend could not start, for the reason above")));
    assertEquals(
        Trial.failed(Backend.CUDA, "ended with exit code 134"),
        TrialProcess.read(Backend.CUDA, 134, List.of(), List.of()));
    assertEquals(
        Trial.failed(Backend.CPU, "no answer: {"),
        TrialProcess.read(Backend.CPU, 0, List.of("{"), List.of()));
  }

  @Test
  void theJsonHasNumbersAndTheTextHasSentences() throws IOException {
    Diagnosis diagnosis =
        new Diagnosis(
                new Program("0.1.0", "abc", "VM 17", "Linux amd64", "2.36"),
                new Processor("EPYC", List.of("avx2"), 4, 2),
                new Memory(1_000_000_000L, 8_000_000_000L, 16_000_000_000L),
                List.of(new Folder(Checkup.NATIVES, "/natives", true, true, 5_000_000_000L)),
                facts(BackendChoice.AUTO),
                List.of(),
                null,
                List.of())
            .with(List.of(timed(Backend.CPU, 0.002), timed(Backend.CUDA, 0.015)));
    JsonNode json = new ObjectMapper().readTree(diagnosis.json());
    assertEquals(8_000_000_000L, json.at("/memory/usable").asLong());
    assertEquals("8.6", json.at("/backend/devices/0/capability").asText());
    assertEquals("cuda", json.at("/backend/used").asText());
    assertEquals(0.002, json.at("/trials/0/seconds-a-step").asDouble());
    assertEquals("warning", json.at("/findings/0/level").asText());
    assertTrue(diagnosis.isHealthy() && json.at("/healthy").asBoolean());
    String text = String.join("\n", DiagnosisText.of(diagnosis));
    for (String line :
        List.of(
            "  processors           2 of 4",
            "  memory               8.0 GB of the machine's 16.0 GB",
            "  used                 cuda: there is A10 (compute capability 8.6, driver 550.1)",
            "  device               A10 (compute capability 8.6, driver 550.1), 24.0 GB",
            "  an optimizer step    2.00 ms (of 100)",
            "1 warning")) {
      assertTrue(("\n" + text + "\n").contains("\n" + line + "\n"), line + " is not in\n" + text);
    }
  }
}
