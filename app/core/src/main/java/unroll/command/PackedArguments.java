package unroll.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import unroll.config.UserException;
import unroll.packing.PackedExperiment;
import unroll.packing.UnpackedExperiment;

/**
 * The arguments of an experiment's jar. Commands that want a configuration or a run get the one in
 * the jar; without a command a configuration is trained and a run prompts.
 *
 * @param plain without {@code --cache}
 * @param cache the folder of {@code --cache}
 */
public record PackedArguments(String[] plain, Optional<Path> cache) {
  private static final String CACHE = "--cache";
  private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");
  private static final Set<String> OF_CONFIG = Set.of("train", "validate", "doctor");
  private static final Set<String> OF_RUN =
      Set.of("evaluate", "generate", "predict", "prompt", "inspect", "report", "serve");

  /**
   * @throws UserException if {@code --cache} has no folder
   */
  public static PackedArguments of(String[] arguments) {
    List<String> plain = new ArrayList<>();
    String cache = null;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals(CACHE)) {
        i++;
        cache = i < arguments.length ? arguments[i] : "";
      } else if (arguments[i].startsWith(CACHE + "=")) {
        cache = arguments[i].substring(CACHE.length() + 1);
      } else {
        plain.add(arguments[i]);
      }
    }
    return new PackedArguments(plain.toArray(String[]::new), folder(cache));
  }

  private static Optional<Path> folder(String name) {
    if (name == null) {
      return Optional.empty();
    } else if (name.isBlank()) {
      throw new UserException("--cache: expected a folder");
    }
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      throw new UserException("--cache " + name + ": not a path: " + e.getReason(), e);
    }
  }

  /** What is asked for has nothing to do with what is in the jar. */
  public boolean isHelp() {
    return plain.length > 0 && (HELP.contains(plain[0]) || plain[0].equals("help"));
  }

  /** What this jar is, in a line. */
  public static String introduction(PackedExperiment experiment) {
    boolean isRun = experiment.content() == PackedExperiment.Content.RUN;
    return "%s: %s, packed by unroll %s (%s); without arguments it is %s"
        .formatted(
            experiment.name(),
            isRun ? "a trained run" : "an experiment",
            experiment.version(),
            experiment.commit(),
            isRun ? "asked (prompt)" : "trained (train)");
  }

  /** The arguments that the program would get if the experiment were no part of it. */
  public String[] with(UnpackedExperiment unpacked) {
    boolean isRun = unpacked.experiment().content() == PackedExperiment.Content.RUN;
    List<String> complete = new ArrayList<>(List.of(plain));
    if (complete.isEmpty() || complete.get(0).startsWith("-")) {
      complete.add(0, isRun ? "prompt" : "train");
    }
    String command = complete.get(0);
    if ((isRun ? OF_RUN : OF_CONFIG).contains(command)) {
      complete.add(1, unpacked.main().toString());
      if (command.equals("train")) {
        complete.add(2, TrainCommand.PACKED + "=" + unpacked.description());
      }
    }
    return complete.toArray(String[]::new);
  }
}
