package unroll.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import unroll.config.UserException;

/**
 * A file that a client sent, there until this is closed.
 *
 * @param name what the client is told it is called
 * @param whenClosed lets the next one in
 */
record Upload(Path file, String name, Runnable whenClosed) implements AutoCloseable {

  /** An answer and messages about the file, without where on this machine it lay. */
  Map<String, Object> withoutPath(Supplier<Map<String, Object>> answer) {
    try {
      Map<String, Object> shown = new LinkedHashMap<>(answer.get());
      shown.replaceAll((key, value) -> file.toString().equals(value) ? name : value);
      return shown;
    } catch (UserException e) {
      throw new HttpError(400, e.getMessage().replace(file.toString(), name));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      whenClosed.run();
    }
  }
}
