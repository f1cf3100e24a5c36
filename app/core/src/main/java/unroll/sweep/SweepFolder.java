package unroll.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import unroll.config.ConfigDifference;
import unroll.config.UserException;
import unroll.experiment.ExperimentConfig;
import unroll.experiment.FinishedRun;
import unroll.experiment.RunFolder;

/**
 * Where a sweep keeps what: configurations, runs and what they printed, a file or folder a member.
 */
public record SweepFolder(Path path) {
  private static final String MEMBERS = "members";

  /** The folder of a member's run. */
  public Path run(SweepMember member) {
    return path.resolve(MEMBERS).resolve(member.name());
  }

  /** The file of a member's configuration. */
  public Path config(SweepMember member) {
    return path.resolve("configs").resolve(member.name() + ".yaml");
  }

  /** The file of what a member printed. */
  public Path log(SweepMember member) {
    return path.resolve("logs").resolve(member.name() + ".txt");
  }

  /** The file of what a member complained of. */
  public Path errors(SweepMember member) {
    return path.resolve("logs").resolve(member.name() + ".err.txt");
  }

  Path table(String name) {
    return path.resolve(name);
  }

  /** Whether a sweep has begun here. */
  boolean hasBegun() {
    return Files.exists(path.resolve(MEMBERS));
  }

  /**
   * Whether a member's run has come to its end.
   *
   * @throws UserException if the run there is damaged, or cannot be this member's
   */
  boolean isFinished(SweepMember member) {
    if (!RunFolder.hasBegun(run(member))) {
      return false;
    }
    FinishedRun run = FinishedRun.open(run(member));
    ExperimentConfig config = member.config();
    run.requireBegunWith(config);
    return ConfigDifference.keys(run.config(), config).isEmpty() && run.result().isPresent();
  }
}
