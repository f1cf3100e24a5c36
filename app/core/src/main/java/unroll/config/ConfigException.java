package unroll.config;

import java.util.List;

/** Everything that is wrong with a configuration, in the order of its lines. */
public final class ConfigException extends UserException {
  private static final long serialVersionUID = 1L;

  /**
   * One mistake.
   *
   * @param location where it stands
   * @param key the dotted key, empty for the document as a whole
   * @param message what is wrong and what was expected
   */
  public record Problem(Location location, String key, String message) {
    @Override
    public String toString() {
      return key.isEmpty() ? location + ": " + message : location + ": " + key + ": " + message;
    }
  }

  private final transient List<Problem> problems;

  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).toList());
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
