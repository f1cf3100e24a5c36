package unroll.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import unroll.config.UserException;
import unroll.packing.ExperimentJar;

/** {@code unroll pack}: an experiment in one jar that runs it. */
@Command(
    name = "pack",
    description = "Put an experiment into one jar: java -jar NAME.jar trains it, or asks it.",
    footer = {
      "",
      "The jar of a configuration holds it with the files it reads, and trains; the jar of a run",
      "holds what was trained, and prompts. Commands and options work as without a jar, and know",
      "the experiment: java -jar NAME.jar generate --length 100. Of data sets (data:SET/FILE) only",
      "the SHA-256 is packed, and checked before a training."
    },
    mixinStandardHelpOptions = true)
public final class PackCommand implements Callable<Integer> {
  private static final String JAR = ".jar";

  @Spec private CommandSpec spec;
  @Mixin private DataRootOption data;

  @Parameters(
      paramLabel = "RUN|CONFIG",
      arity = "1..*",
      description =
          "A run folder, an experiment's YAML file, or a folder of such files. Several need a folder"
              + " for --out.")
  private List<Path> experiments;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE.jar|DIR",
      description =
          "The jar, replaced if it is there, or a folder for a jar of each experiment's name."
              + " Default: NAME.jar")
  private Path out;

  @Option(
      names = "--self-contained",
      description =
          "Put the whole program into the jar. Without it unroll.jar has to lie beside the jar, or"
              + " in the folder above.")
  private boolean selfContained;

  @Override
  public Integer call() {
    List<Path> all = experiments.stream().flatMap(PackCommand::listed).toList();
    boolean intoFolder = out != null && (all.size() > 1 || !endsLikeJar(out));
    if (intoFolder && endsLikeJar(out)) {
      throw new UserException("--out: several experiments go into a folder, found " + out);
    }
    Optional<Path> program = selfContained ? Optional.of(program()) : Optional.empty();
    Map<Path, Path> written = new HashMap<>();
    for (Path experiment : all) {
      ExperimentJar jar = ExperimentJar.of(experiment, data.root());
      Path named = Path.of(jar.name() + JAR);
      Path file = out == null ? named : intoFolder ? out.resolve(named) : out;
      Path before = written.put(file, experiment);
      if (before != null) {
        throw new UserException(
            "%s and %s: have the same name %s".formatted(before, experiment, jar.name()));
      }
      write(jar, file, program);
    }
    return 0;
  }

  private void write(ExperimentJar jar, Path file, Optional<Path> program) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      jar.write(file, program);
      PrintWriter printer = spec.commandLine().getOut();
      printer.printf(Locale.ROOT, "%s, %s%n", file, size(Files.size(file)));
    } catch (IOException e) {
      throw new UserException(file + ": cannot be written: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : DataListCommand.megabytes(bytes);
  }

  private static boolean endsLikeJar(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(JAR);
  }

  /** The experiment itself, or those in a folder that is no run. */
  private static Stream<Path> listed(Path experiment) {
    if (!Files.exists(experiment)) {
      throw new UserException(experiment + ": no such run folder or YAML file");
    } else if (!Files.isDirectory(experiment) || Files.exists(experiment.resolve("config.yaml"))) {
      return Stream.of(experiment);
    }
    try (Stream<Path> entries = Files.list(experiment)) {
      List<Path> configs =
          entries.filter(entry -> entry.toString().endsWith(".yaml")).sorted().toList();
      if (configs.isEmpty()) {
        throw new UserException(experiment + ": neither a run folder nor one of YAML files");
      }
      return configs.stream();
    } catch (IOException e) {
      throw new UserException(experiment + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The jar that this program runs from. */
  private static Path program() {
    Path jar =
        ProgramFile.jar()
            .orElseThrow(
                () ->
                    new UserException(
                        "--self-contained: this program runs from no jar; use unroll.jar"));
    if (PackedLibraries.ofProgram().isEmpty()) {
      throw new UserException(
          "--self-contained: the jar of this program has no native libraries, they lie unpacked;"
              + " use an unroll.jar from ./mvnw package");
    }
    return jar;
  }
}
