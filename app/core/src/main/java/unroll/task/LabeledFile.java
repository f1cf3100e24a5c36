package unroll.task;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.config.UserException;

/**
 * A file whose steps have got labels.
 *
 * @param name as it was asked for
 */
record LabeledFile(String name, List<String> labels) {
  /**
   * @throws UserException if there is no such file
   */
  static Path find(String name) {
    try {
      Path file = Path.of(name);
      if (name.isEmpty() || !Files.isRegularFile(file)) {
        throw new UserException(
            name.isEmpty() ? "empty; expected the name of a file" : name + ": no such file");
      }
      return file;
    } catch (InvalidPathException e) {
      throw new UserException(name + ": not the name of a file: " + e.getReason(), e);
    }
  }

  /** Keys and values as they stand in JSON. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", name);
    map.put("labels", labels);
    map.put("segments", Segment.of(labels).stream().map(Segment::toMap).toList());
    return map;
  }
}
