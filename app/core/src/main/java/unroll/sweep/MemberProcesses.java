package unroll.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Members as Java processes of this machine, each of them {@code unroll train}: one that crashes,
 * or runs out of memory, takes no other with it.
 */
public final class MemberProcesses implements MemberRunner {
  private static final String THREADS = "-Dunroll.threads=";
  private static final String TERMINAL = "-Dunroll.terminal=";
  private static final String ARCHIVING = "-XX:ArchiveClassesAtExit";
  private static final int INTERRUPTED = 130;
  private static final int SIGNALS = 128;
  private static final int KILLED = SIGNALS + 9;
  private static final int MILLISECONDS_BETWEEN_LOOKS = 50;
  private static final int PATIENCE_SECONDS = 50;
  private static final int LONGEST_REASON = 500;
  private static final Pattern PROGRESS = Pattern.compile("\\s*\\d+%  loss .*");

  /** What Java and its libraries say of themselves. */
  private static final Pattern REMARK =
      Pattern.compile("(Picked up |OpenJDK |Java HotSpot|SLF4J|WARNING:|warning:|\\[).*");

  private final int threads;
  private final List<String> options;

  /**
   * @param threads of each process
   * @param options of {@code unroll train}, such as where data lies
   */
  public MemberProcesses(int threads, List<String> options) {
    this.threads = threads;
    this.options = List.copyOf(options);
  }

  @Override
  public MemberEnding run(SweepMember member, SweepFolder folder, BooleanSupplier stop) {
    if (stop.getAsBoolean()) {
      return new MemberEnding.Stopped();
    }
    Path errors = folder.errors(member);
    Process process = null;
    try {
      process =
          new ProcessBuilder(command(folder.config(member), folder.run(member)))
              .redirectOutput(Redirect.appendTo(folder.log(member).toFile()))
              .redirectError(errors.toFile())
              .start();
      process.getOutputStream().close();
      boolean wasStopped = await(process, stop);
      return ending(process.exitValue(), wasStopped, errors);
    } catch (IOException e) {
      return new MemberEnding.Failed("its process could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new MemberEnding.Stopped();
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private List<String> command(Path config, Path run) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-X") || argument.startsWith("-D"))
        .filter(argument -> !argument.startsWith(THREADS) && !argument.startsWith(TERMINAL))
        .filter(argument -> !argument.startsWith(ARCHIVING))
        .forEach(command::add);
    command.add(THREADS + threads);
    command.add(TERMINAL + false);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "unroll.Main", "train"));
    command.addAll(List.of(config.toString(), "--out", run.toString(), "--resume"));
    command.addAll(options);
    return command;
  }

  /**
   * Waits for the end of a process, and asks it to end when there is a stop. Ctrl-C on a terminal
   * has asked it already; a signal to the sweep alone has not.
   *
   * @return whether there was one
   */
  private static boolean await(Process process, BooleanSupplier stop) throws InterruptedException {
    while (!process.waitFor(MILLISECONDS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
      if (stop.getAsBoolean()) {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      }
    }
    return stop.getAsBoolean();
  }

  private static MemberEnding ending(int code, boolean wasStopped, Path errors) throws IOException {
    if (code == 0) {
      Files.delete(errors);
      return new MemberEnding.Finished();
    } else if (wasStopped) {
      return new MemberEnding.Stopped();
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(errors), StandardCharsets.UTF_8))) {
      return new MemberEnding.Failed(reason(code, lines));
    }
  }

  /** The first line of what was said last, after all progress. */
  static String reason(int code, BufferedReader lines) throws IOException {
    String reason = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (PROGRESS.matcher(line).matches()) {
        reason = "";
      } else if (reason.isEmpty() && !line.isBlank() && !REMARK.matcher(line).matches()) {
        reason = line.strip();
      }
    }
    if (code == KILLED) {
      return "its process was killed, as systems do that run out of memory";
    } else if (code == INTERRUPTED) {
      return "its process was interrupted";
    } else if (reason.isEmpty()) {
      return "its process ended with exit code " + code;
    }
    return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
  }
}
