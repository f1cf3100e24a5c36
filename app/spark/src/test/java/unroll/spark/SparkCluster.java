package unroll.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A standalone cluster on the loopback interface: a master and workers, each a process. */
final class SparkCluster implements AutoCloseable {
  /** What the program's own jar brings, and a cluster has not. */
  private static final String OURS =
      ".*(unroll|deeplearning4j|nd4j|bytedeco|logback|picocli|snakeyaml-engine|jfree|batik|junit"
          + "|opentest4j|apiguardian|commons-csv|uplot).*";

  private final Path home;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  SparkCluster(Path folder, int workers) throws IOException {
    home = folder;
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      if (entry.endsWith(".jar") && !jar.getFileName().toString().matches(OURS)) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    port = freePort();
    start("master", "org.apache.spark.deploy.master.Master", "--port", String.valueOf(port));
    for (int worker = 1; worker <= workers; worker++) {
      start(
          "worker-" + worker,
          "org.apache.spark.deploy.worker.Worker",
          "--cores",
          "1",
          "--memory",
          "2g",
          "--work-dir",
          home.resolve("work-" + worker).toString(),
          master());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Its address. */
  String master() {
    return "spark://127.0.0.1:" + port;
  }

  private ProcessBuilder java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    for (String open :
        List.of("java.lang", "java.lang.invoke", "java.nio", "java.util", "sun.nio.ch")) {
      command.add("--add-opens=java.base/" + open + "=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(home.resolve("jars") + File.separator + "*");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder;
  }

  private Process start(String name, String type, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(type, "--host", "127.0.0.1"));
    arguments.addAll(List.of("--webui-port", "0"));
    arguments.addAll(List.of(more));
    Process process = java(arguments).redirectOutput(home.resolve(name + ".log").toFile()).start();
    processes.add(process);
    return process;
  }

  /** Starts the program as {@code spark-submit} does. */
  Process submit(Path jar, Path log, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master(),
                "--executor-memory",
                "512m",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--class",
                "unroll.spark.Main",
                jar.toString()));
    command.addAll(List.of(arguments));
    try {
      return java(command).redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that makes steps now, if there is one. */
  Optional<ProcessHandle> executor() {
    return processes.stream()
        .flatMap(process -> process.toHandle().descendants())
        .filter(ProcessHandle::isAlive)
        .filter(process -> commandLine(process).contains("CoarseGrainedExecutorBackend"))
        .findFirst();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      List<ProcessHandle> below = process.toHandle().descendants().toList();
      process.destroyForcibly();
      below.forEach(ProcessHandle::destroyForcibly);
    }
    for (Process process : processes) {
      try {
        process.waitFor(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What its processes said last, for a message. */
  String logs() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path log : files.filter(file -> file.toString().matches(".*(\\.log|stderr)")).toList()) {
        List<String> lines = Files.readAllLines(log);
        text.append(log).append(":\n");
        lines.stream()
            .skip(Math.max(0, lines.size() - 15))
            .forEach(line -> text.append(line).append('\n'));
      }
    } catch (IOException e) {
      text.append(e);
    }
    return text.toString();
  }
}
