package unroll.task;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import unroll.config.UserException;

/** Answers inputs one by one, in constant memory. */
public interface Predictor {
  /**
   * Answers one line.
   *
   * @param line an input, or the path of a file that holds one
   * @return keys and values as they stand in JSON; empty for a line that asks nothing, such as a
   *     header
   * @throws unroll.config.UserException if the line is no input
   */
  Optional<Map<String, Object>> answer(String line);

  /** Whether answers can say what was looked at: {@link #answerWithAlignment}. */
  default boolean aligns() {
    return false;
  }

  /**
   * As {@link #answer}, and what every piece that was written looked at, under the keys of {@link
   * unroll.data.Alignment#toMap}.
   *
   * @throws UnsupportedOperationException unless it {@link #aligns}
   */
  default Optional<Map<String, Object>> answerWithAlignment(String line) {
    throw new UnsupportedOperationException("nothing is looked at");
  }

  /**
   * What the network reads of one line, for those who want to look at it reading.
   *
   * @param line as for {@link #answer}
   * @return empty for a line that asks nothing
   * @throws unroll.config.UserException if the line is no input
   * @throws UnsupportedOperationException if inputs are no lines but texts
   */
  default Optional<ReadInput> read(String line) {
    throw new UnsupportedOperationException("inputs are texts, not lines");
  }

  /**
   * Answers the steps of one sequence as they arrive, in constant memory.
   *
   * @param file where the steps are; empty: they come from {@code in}
   * @param sink gets every answer, and says whether to go on
   * @throws unroll.config.UserException if a step is wrong, or the network or the task has no steps
   *     to be answered one by one
   */
  default void stream(Optional<Path> file, InputStream in, Predicate<Map<String, Object>> sink) {
    throw new UserException("--stream: goes with a frame-labeling run");
  }

  /** Endings of the names of files each of which is one input, such as {@code png}. */
  default Set<String> fileEndings() {
    return Set.of();
  }
}
