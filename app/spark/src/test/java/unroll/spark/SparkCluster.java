package unroll.spark;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A standalone cluster on the loopback interface: a master and workers, each a process. */
final class SparkCluster implements AutoCloseable {
  private final SparkHome home;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  SparkCluster(SparkHome home, int workers) throws IOException {
    this.home = home;
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
          home.folder().resolve("work-" + worker).toString(),
          master());
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Its address. */
  String master() {
    return "spark://127.0.0.1:" + port;
  }

  private Process start(String name, String type, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(type, "--host", "127.0.0.1"));
    arguments.addAll(List.of("--webui-port", "0"));
    arguments.addAll(List.of(more));
    Process process =
        home.start(home.java(arguments), home.folder().resolve(name + ".log")).process();
    processes.add(process);
    return process;
  }

  /** Starts the program as {@code spark-submit} does. */
  StartedProcess submit(Path jar, Path log, String... arguments) {
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
    return home.start(home.java(command), log);
  }

  /** A process that makes steps now, if there is one. */
  Optional<ProcessHandle> executor() {
    return processes.stream()
        .flatMap(process -> process.toHandle().descendants())
        .filter(process -> isRunning(process, "CoarseGrainedExecutorBackend"))
        .findFirst();
  }

  /**
   * @param what a part of its command line
   */
  static boolean isRunning(ProcessHandle process, String what) {
    try {
      return process.isAlive()
          && Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
              .contains(what);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    end(processes);
  }

  /** Ends processes and those below them. */
  static void end(List<Process> processes) {
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
}
