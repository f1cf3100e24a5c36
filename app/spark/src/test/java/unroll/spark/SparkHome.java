package unroll.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder as of an installed Spark, with the jars of the tests' class path that are not ours. */
final class SparkHome implements AutoCloseable {
  /** What the program's own jar brings, and a cluster has not. */
  private static final String OURS =
      ".*(unroll|deeplearning4j|nd4j|bytedeco|logback|picocli|snakeyaml-engine|jfree|batik|junit"
          + "|opentest4j|apiguardian|commons-csv|uplot).*";

  /** What Hadoop's servers want, some of it older than Spark's. */
  private static final String HADOOP = ".*(minicluster|bcp|bcutil|jaxb|activation).*";

  private static final String LOG4J = "log4j-core";
  private static final String LOG4J_FOR_SPARK = "log4j-slf4j2-impl";

  private static final String LOGGING =
      """
      rootLogger.level = warn
      rootLogger.appenderRef.console.ref = console
      appender.console.type = Console
      appender.console.name = console
      appender.console.target = SYSTEM_ERR
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %p %c{1}: %m%n%ex
      """;

  private static final int LAST_LINES = 40;

  private final Path folder;

  SparkHome(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(configuration());
    Files.writeString(configuration().resolve("log4j2.properties"), LOGGING);
    Files.createDirectories(jars());
    Files.createDirectories(servers());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = Path.of(entry).getFileName().toString();
      if (entry.endsWith(".jar") && !name.matches(OURS)) {
        link(name.matches(HADOOP) ? servers() : jars(), Path.of(entry));
      }
      if (name.startsWith(LOG4J)) {
        // Beside it in Maven's repository, and not on the class path, where there is Logback.
        link(jars(), Path.of(entry.replace(LOG4J, LOG4J_FOR_SPARK)));
      }
    }
  }

  private static void link(Path folder, Path jar) throws IOException {
    Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar);
  }

  /** JUnit warns of every link that it has to delete. */
  @Override
  public void close() throws IOException {
    for (Path place : List.of(jars(), servers())) {
      try (Stream<Path> links = Files.list(place)) {
        for (Path link : links.toList()) {
          Files.delete(link);
        }
      }
    }
  }

  Path folder() {
    return folder;
  }

  Path jars() {
    return folder.resolve("jars");
  }

  /** Of servers that are not Spark's. */
  Path servers() {
    return folder.resolve("servers");
  }

  /** Before the jars on the class path of all that is started. */
  Path configuration() {
    return folder.resolve("conf");
  }

  /** A Java of small processes, with Spark's jars. */
  ProcessBuilder java(List<String> arguments) {
    return java("", arguments);
  }

  /**
   * @param first comes before the rest of the class path
   */
  ProcessBuilder java(String first, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    for (String open :
        List.of("java.lang", "java.lang.invoke", "java.nio", "java.util", "sun.nio.ch")) {
      command.add("--add-opens=java.base/" + open + "=ALL-UNNAMED");
    }
    command.add("-cp");
    String jars = configuration() + File.pathSeparator + jars() + File.separator + "*";
    command.add(first.isEmpty() ? jars : first + File.pathSeparator + jars);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", folder.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder;
  }

  /** Starts one of them. */
  StartedProcess start(ProcessBuilder java, Path log) {
    try {
      return new StartedProcess(java.redirectOutput(log.toFile()).start(), log, this::logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What processes that write their logs into the folder said last, for a message. */
  private String logs() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path log :
          files.filter(file -> file.toString().matches(".*(\\.log|stderr|stdout)")).toList()) {
        List<String> lines = Files.readAllLines(log);
        text.append(log).append(":\n");
        lines.stream()
            .skip(Math.max(0, lines.size() - LAST_LINES))
            .forEach(line -> text.append(line).append('\n'));
      }
    } catch (IOException e) {
      text.append(e);
    }
    return text.toString();
  }
}
