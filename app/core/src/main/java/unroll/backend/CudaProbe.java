package unroll.backend;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks the driver for its devices, through NVIDIA's {@code nvidia-smi}: CUDA's own count does not
 * tell whether a library has code for them, and to load it is to choose it.
 */
public final class CudaProbe {
  private static final String PROGRAM = "nvidia-smi";
  private static final List<String> QUESTION =
      List.of("--query-gpu=name,compute_cap,driver_version,memory.total", "--format=csv,noheader");
  private static final int LONGEST_ANSWER = 1 << 16;
  private static final String HIDING = "CUDA_VISIBLE_DEVICES";

  private final Map<String, String> environment;
  private final Path driver;
  private final Duration patience;

  /**
   * @param environment PATH and CUDA_VISIBLE_DEVICES matter
   * @param driver the folder the driver shows itself in, if it is loaded
   * @param patience for an answer
   */
  public CudaProbe(Map<String, String> environment, Path driver, Duration patience) {
    this.environment = environment;
    this.driver = driver;
    this.patience = patience;
  }

  /** Of this machine. A driver that was asleep may need seconds. */
  public static CudaProbe ofMachine() {
    return new CudaProbe(System.getenv(), Path.of("/proc/driver/nvidia"), Duration.ofSeconds(20));
  }

  /** Starts a child process if {@code nvidia-smi} is on the PATH. */
  public CudaAnswer ask() {
    String visible = environment.get(HIDING);
    if (visible != null && (visible.isBlank() || visible.strip().startsWith("-"))) {
      return new CudaAnswer.None("the variable " + HIDING + " hides every device");
    }
    Optional<Path> program = program();
    if (program.isPresent()) {
      return ask(program.get());
    } else if (Files.exists(driver.resolve("version"))) {
      return new CudaAnswer.None(
          "there is an NVIDIA driver, but no nvidia-smi on the PATH that tells its devices");
    }
    return new CudaAnswer.None("there is no NVIDIA driver");
  }

  private Optional<Path> program() {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .flatMap(CudaProbe::inFolder)
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static Stream<Path> inFolder(String folder) {
    try {
      return Stream.of(Path.of(folder).resolve(PROGRAM));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }

  private CudaAnswer ask(Path program) {
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    builder.command().addAll(QUESTION);
    builder.redirectErrorStream(true);
    try {
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        return answer(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return new CudaAnswer.None("nvidia-smi could not be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CudaAnswer.None("nvidia-smi was interrupted");
    }
  }

  /** An answer of usual length waits in the pipe until the process has ended. */
  private CudaAnswer answer(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return new CudaAnswer.None(
          "nvidia-smi did not answer within %s seconds".formatted(patience.toMillis() / 1e3));
    }
    byte[] bytes = process.getInputStream().readNBytes(LONGEST_ANSWER);
    List<String> rows =
        new String(bytes, StandardCharsets.UTF_8).lines().filter(row -> !row.isBlank()).toList();
    List<CudaDevice> devices =
        rows.stream().map(CudaDevice::parse).flatMap(Optional::stream).toList();
    if (process.exitValue() != 0 || devices.size() < rows.size()) {
      return new CudaAnswer.None(
          "nvidia-smi says: "
              + rows.stream().findFirst().orElse("exit code " + process.exitValue()));
    } else if (devices.isEmpty()) {
      return new CudaAnswer.None("the NVIDIA driver knows no device");
    }
    List<CudaDevice> shown = visible(devices);
    return shown.isEmpty()
        ? new CudaAnswer.None("the variable " + HIDING + " shows no device that exists")
        : new CudaAnswer.Devices(shown);
  }

  /** Those whose numbers the variable lists; all if it is absent or lists something else. */
  private List<CudaDevice> visible(List<CudaDevice> devices) {
    String list = environment.getOrDefault(HIDING, "").replace(" ", "");
    if (!list.matches("\\d{1,6}(,\\d{1,6})*")) {
      return devices;
    }
    return Stream.of(list.split(","))
        .mapToInt(Integer::parseInt)
        .takeWhile(number -> number < devices.size())
        .mapToObj(devices::get)
        .toList();
  }
}
