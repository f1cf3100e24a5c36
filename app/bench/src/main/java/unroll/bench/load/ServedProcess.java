package unroll.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code unroll serve} in a process of its own, on any free port.
 *
 * @param address of its page
 */
record ServedProcess(Process process, URI address) implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  static ServedProcess start(Path run) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String options = System.getenv().getOrDefault("UNROLL_JAVA_OPTIONS", "");
    Arrays.stream(options.split(" ")).filter(option -> !option.isEmpty()).forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "unroll.Main", "serve"));
    // All visitors come from one address here.
    command.addAll(List.of(run.toString(), "--port=0", "--rate=1000000"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server has not started");
    }
    return new ServedProcess(process, URI.create(line));
  }

  /** A line of what Linux says of the process; elsewhere use the system's own tools. */
  String status(String key) throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith(key + ":"))
            .findFirst()
            .map(line -> line.substring(key.length() + 1).strip())
            .orElse("unknown")
        : "unknown";
  }

  @Override
  public void close() throws IOException {
    process.toHandle().destroy();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
