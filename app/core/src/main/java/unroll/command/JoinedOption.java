package unroll.command;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import unroll.config.UserException;
import unroll.experiment.FinishedRun;
import unroll.experiment.JoinedRuns;

/** The option {@code --with}, for commands that join the models of several runs. */
final class JoinedOption {
  private static final int MOST = 20;

  @Option(
      names = "--with",
      paramLabel = "RUN",
      description =
          "Answer together with the model of another run, by the mean of the probabilities; may be"
              + " given several times.")
  private List<Path> others;

  /**
   * A run with those of the option.
   *
   * @throws UserException if one is no run, or does not go with the first
   */
  JoinedRuns with(FinishedRun first) {
    if (folders().size() > MOST) {
      throw new UserException("--with: expected at most %d runs".formatted(MOST));
    }
    return new JoinedRuns(first, folders().stream().map(FinishedRun::open).toList());
  }

  List<Path> folders() {
    return others == null ? List.of() : others;
  }
}
