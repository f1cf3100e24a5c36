package unroll.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.config.Words;

/** What a user wants to compute with. */
public enum BackendChoice {
  /** CUDA where it can work, else the processor. */
  AUTO,
  /** The processor. */
  CPU,
  /** CUDA, or nothing. */
  CUDA;

  /** The option that has the first word. */
  public static final String OPTION = "--backend";

  /** The system property that is asked where there is no option. */
  public static final String PROPERTY = "unroll.backend";

  private static final String VARIABLE = "UNROLL_BACKEND";

  /** That of this process; the option, if there is one, goes before all else. */
  public static BackendChoice choose(Optional<String> option) {
    return choose(option, Optional.ofNullable(System.getProperty(PROPERTY)), System.getenv());
  }

  /**
   * The word of the option, else of the system property, else of the variable {@code
   * UNROLL_BACKEND}, else {@link #AUTO}.
   *
   * @throws UserException if it is none of the words
   */
  public static BackendChoice choose(
      Optional<String> option, Optional<String> property, Map<String, String> environment) {
    if (option.isPresent()) {
      return parse(OPTION, option.get());
    }
    String system = property.orElse("");
    if (!system.isBlank()) {
      return parse(PROPERTY, system);
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    return variable.isBlank() ? AUTO : parse(VARIABLE, variable);
  }

  private static BackendChoice parse(String where, String word) {
    List<String> words = Stream.of(values()).map(Words::kebabCase).toList();
    int index = words.indexOf(word);
    if (index < 0) {
      throw new UserException(where + ": unknown: " + word + "; " + Words.hint(word, words));
    }
    return values()[index];
  }
}
