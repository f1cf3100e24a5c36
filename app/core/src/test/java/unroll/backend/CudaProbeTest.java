package unroll.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script on the PATH stands for NVIDIA's program. */
class CudaProbeTest {
  private static final String AMPERE = "NVIDIA A100-SXM4-80GB, 8.0, 535.129.03, 81920 MiB";
  private static final String HOPPER = "NVIDIA H100 80GB HBM3, 9.0, 550.54.15, 81559 MiB";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void scriptsCanRun() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
    environment.put("PATH", "/nowhere:" + folder);
  }

  private void script(String body) throws IOException {
    Path file = folder.resolve("nvidia-smi");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private CudaAnswer ask() {
    return new CudaProbe(environment, folder.resolve("driver"), Duration.ofSeconds(10)).ask();
  }

  private String refusal() {
    return ((CudaAnswer.None) ask()).reason();
  }

  private List<CudaDevice> devices() {
    return ((CudaAnswer.Devices) ask()).devices();
  }

  @Test
  void aDeviceIsReadWithNameCapabilityDriverAndMemory() throws IOException {
    script("echo '" + AMPERE + "'");
    assertEquals(
        List.of(
            new CudaDevice(
                "NVIDIA A100-SXM4-80GB", new ComputeCapability(8, 0), "535.129.03", 81920L << 20)),
        devices());
  }

  @Test
  void theProgramIsAskedForFourFieldsWithoutAHeader() throws IOException {
    script("echo \"$*\" > " + folder.resolve("asked") + "; echo '" + AMPERE + "'");
    ask();
    assertEquals(
        "--query-gpu=name,compute_cap,driver_version,memory.total --format=csv,noheader\n",
        Files.readString(folder.resolve("asked")));
  }

  @Test
  void namesMayHaveCommasAndMemoryMayBeUntold() throws IOException {
    script("echo 'Card, a small one, 8.7, 540.1, [N/A]'");
    assertEquals(
        List.of(new CudaDevice("Card, a small one", new ComputeCapability(8, 7), "540.1", -1)),
        devices());
  }

  @Test
  void withoutDriverAndProgramNoProcessIsStarted() {
    assertEquals("there is no NVIDIA driver", refusal());
  }

  @Test
  void aDriverWithoutTheProgramIsToldOf() throws IOException {
    Files.createDirectory(folder.resolve("driver"));
    Files.writeString(folder.resolve("driver/version"), "NVRM version: 550");
    assertTrue(refusal().startsWith("there is an NVIDIA driver, but no nvidia-smi"), refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo 'No devices were found'; exit 6 | nvidia-smi says: No devices were found",
        "exit 9 | nvidia-smi says: exit code 9",
        "true | the NVIDIA driver knows no device",
        "echo 'Field \"compute_cap\" is not a valid field to query.'; exit 2 |"
            + " nvidia-smi says: Field \"compute_cap\" is not a valid field to query.",
        "echo 'A, 8.0, 1.1, 1 MiB'; echo 'B, 8.0' | nvidia-smi says: A, 8.0, 1.1, 1 MiB"
      })
  void whatTheProgramSaysInsteadOfDevicesIsPassedOn(String body, String reason) throws IOException {
    script(body);
    assertEquals(reason, refusal());
  }

  @Test
  void aProgramThatHangsIsGivenUp() throws IOException {
    script("exec sleep 60");
    CudaProbe impatient =
        new CudaProbe(environment, folder.resolve("driver"), Duration.ofMillis(300));
    long start = System.nanoTime();
    assertEquals(
        new CudaAnswer.None("nvidia-smi did not answer within 0.3 seconds"), impatient.ask());
    assertTrue(System.nanoTime() - start < 10e9);
  }

  @Test
  void hiddenDevicesAreNotThere() throws IOException {
    script("echo '" + HOPPER + "'; echo '" + AMPERE + "'");
    assertEquals(2, devices().size());
    environment.put("CUDA_VISIBLE_DEVICES", "1");
    assertEquals("NVIDIA A100-SXM4-80GB", devices().get(0).name());
    assertEquals(1, devices().size());
    environment.put("CUDA_VISIBLE_DEVICES", "-1");
    assertEquals("the variable CUDA_VISIBLE_DEVICES hides every device", refusal());
    environment.put("CUDA_VISIBLE_DEVICES", "7");
    assertEquals("the variable CUDA_VISIBLE_DEVICES shows no device that exists", refusal());
  }
}
