package unroll.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unroll.backend.Backend;
import unroll.backend.BackendChoice;
import unroll.config.Words;

/**
 * A trial in a Java process of its own: a process loads one backend, and a broken one takes nothing
 * else with it.
 */
public final class TrialProcess {
  /** The option that tells the command that it is such a process. */
  public static final String OPTION = "--trial";

  private static final int LONGEST_ANSWER = 1 << 16;

  /** OpenBLAS says it to whoever sets this; there is no call for it in its Java binding. */
  private static final String TALKATIVE = "OPENBLAS_VERBOSE";

  private static final Pattern CORE = Pattern.compile("Core: (\\S{1,40})");
  private static final Pattern THROWN = Pattern.compile("java[\\w.]*(?:Error|Exception): (.+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> arguments;
  private final Duration patience;

  /**
   * @param arguments of the command, without its name and backend
   */
  public TrialProcess(List<String> arguments, Duration patience) {
    this.arguments = List.copyOf(arguments);
    this.patience = patience;
  }

  /** What the process prints for its parent. */
  public static String answer(Trial trial) {
    try {
      return JSON.writeValueAsString(trial);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs it and waits; writes no file, as there may be no place for one. */
  public Trial run(Backend backend) {
    ProcessBuilder builder = new ProcessBuilder(command(backend));
    builder.environment().put(TALKATIVE, "2");
    try {
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        return follow(backend, process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no process could be started: " + e.getMessage(), e);
    }
  }

  /** Both pipes are read while it runs: a full one would hold it up. */
  private Trial follow(Backend backend, Process process) {
    CompletableFuture<List<String>> said = reading(process.getInputStream());
    CompletableFuture<List<String>> complained = reading(process.getErrorStream());
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        return Trial.failed(
            backend, "did not end within %d seconds".formatted(patience.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Trial.failed(backend, "interrupted");
    }
    return read(backend, process.exitValue(), said.join(), complained.join());
  }

  private List<String> command(Backend backend) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-X") || argument.startsWith("-D"))
        .filter(argument -> !argument.startsWith("-D" + BackendChoice.PROPERTY + "="))
        .forEach(command::add);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("unroll.Main");
    command.add("doctor");
    command.add(OPTION);
    command.add(BackendChoice.OPTION);
    command.add(Words.kebabCase(backend));
    command.addAll(arguments);
    return command;
  }

  private static CompletableFuture<List<String>> reading(InputStream pipe) {
    CompletableFuture<List<String>> lines = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (pipe) {
                lines.complete(beginning(pipe));
              } catch (IOException e) {
                lines.completeExceptionally(e);
              }
            },
            "pipe of a trial");
    thread.setDaemon(true);
    thread.start();
    return lines;
  }

  private static List<String> beginning(InputStream pipe) throws IOException {
    String text = new String(pipe.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
    pipe.transferTo(OutputStream.nullOutputStream());
    return text.lines().filter(line -> !line.isBlank()).toList();
  }

  /**
   * @param said the process's output
   * @param complained its standard error
   */
  static Trial read(Backend backend, int exitCode, List<String> said, List<String> complained) {
    Optional<String> core =
        complained.stream()
            .map(CORE::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .findFirst();
    if (exitCode == 0 && !said.isEmpty()) {
      try {
        Trial trial = JSON.readValue(said.get(said.size() - 1), Trial.class);
        return trial.withOpenblasCore(trial.onednn() == null ? null : core.orElse(null));
      } catch (JsonProcessingException e) {
        return Trial.failed(backend, "no answer: " + said.get(said.size() - 1));
      }
    }
    return Trial.failed(backend, reason(exitCode, complained));
  }

  /** ND4J prints why a backend cannot start, and what is thrown in the end does not know it. */
  private static String reason(int exitCode, List<String> complained) {
    List<String> lines = complained.stream().filter(line -> !CORE.matcher(line).matches()).toList();
    String last =
        lines.isEmpty() ? "ended with exit code " + exitCode : lines.get(lines.size() - 1).strip();
    return lines.stream()
        .map(THROWN::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElse(last);
  }
}
