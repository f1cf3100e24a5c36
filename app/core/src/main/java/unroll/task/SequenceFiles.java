package unroll.task;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;
import unroll.config.UserException;
import unroll.config.Words;

/**
 * The files that hold the sequences of a task. They are named one by one or by patterns for the
 * last part of a path, as shells have them: {@code * ? [a-z] {a,b}}.
 *
 * @param training in the order of the configuration, those of one pattern by name
 */
record SequenceFiles(List<Path> training, List<Path> validation, List<Path> test) {
  /**
   * @param files finds what a configuration names
   * @throws UserException if a file is not there or stands twice, or a pattern fits none
   */
  static SequenceFiles find(FrameLabeling task, Function<String, Path> files) {
    Map<Path, String> seen = new HashMap<>();
    return new SequenceFiles(
        find("task.train", task.train(), files, seen),
        find("task.validation", task.validation(), files, seen),
        find("task.test", task.test(), files, seen));
  }

  private static List<Path> find(
      String key, List<String> references, Function<String, Path> files, Map<Path, String> seen) {
    List<Path> found = new ArrayList<>();
    for (String reference : expand(references, files)) {
      Path file = files.apply(reference);
      requireFile(file);
      String before = seen.put(file.toAbsolutePath().normalize(), key);
      if (before != null) {
        throw new UserException(
            "%s: %s stands %s".formatted(key, file, before.equals(key) ? "twice" : "in " + before));
      }
      found.add(file);
    }
    return List.copyOf(found);
  }

  private static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserException(file + ": is a folder; expected a file, or a pattern such as *.csv");
    } else if (!Files.exists(file)) {
      String[] neighbors = file.toAbsolutePath().getParent().toFile().list();
      String near =
          Words.nearest(
                  file.getFileName().toString(),
                  neighbors == null ? List.of() : List.of(neighbors).stream().sorted().toList())
              .map(name -> "; did you mean " + name + "?")
              .orElse("");
      throw new UserException(file + ": no such file" + near);
    }
  }

  /** All files, each once. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(training);
    all.addAll(validation);
    all.addAll(test);
    return all;
  }

  /** The same files named without the help of a folder; those of a data set stay as they are. */
  static List<String> in(Path folder, List<String> references) {
    return references.stream().map(reference -> in(folder, reference)).toList();
  }

  private static String in(Path folder, String reference) {
    if (!isPattern(reference)) {
      return FileReference.in(folder, reference);
    }
    // A path of some systems cannot hold the letters of a pattern.
    String parent = FileReference.in(folder, parent(reference));
    return parent + "/" + name(reference);
  }

  /**
   * References to files without a pattern among them.
   *
   * @param files finds the folders of patterns
   * @throws UserException if a pattern fits no file
   */
  static List<String> expand(List<String> references, Function<String, Path> files) {
    List<String> expanded = new ArrayList<>();
    for (String reference : references) {
      if (isPattern(reference)) {
        expanded.addAll(matches(reference, files.apply(parent(reference))));
      } else {
        expanded.add(reference);
      }
    }
    return expanded;
  }

  private static List<String> matches(String reference, Path folder) {
    PathMatcher matcher = matcher(reference);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (matcher.matches(entry.getFileName()) && Files.isRegularFile(entry)) {
          names.add(entry.getFileName().toString());
        }
      }
    } catch (NotDirectoryException | NoSuchFileException e) {
      throw new UserException(reference + ": " + folder + " is no folder", e);
    } catch (IOException e) {
      throw new UserException(reference + ": cannot be searched: " + e.getMessage(), e);
    }
    if (names.isEmpty()) {
      throw new UserException(reference + ": fits no file in " + folder);
    }
    Collections.sort(names);
    String start = reference.substring(0, reference.length() - name(reference).length());
    return names.stream().map(start::concat).toList();
  }

  private static PathMatcher matcher(String reference) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + name(reference));
    } catch (PatternSyntaxException e) {
      throw new UserException(reference + ": not a pattern: " + e.getDescription(), e);
    }
  }

  private static boolean isPattern(String reference) {
    return name(reference).matches(".*[*?\\[{].*");
  }

  private static String name(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static String parent(String reference) {
    int slash = reference.lastIndexOf('/');
    return slash < 0 ? "." : reference.substring(0, Math.max(slash, 1));
  }

  /**
   * What a fold that tests on a file is called: the file's name without its ending.
   *
   * @throws UserException if it cannot be part of the name of an experiment
   */
  static String foldName(String reference) {
    String name = name(reference).replaceFirst("\\.gz$", "").replaceFirst("(?<=.)\\.[^.]*$", "");
    if (!name.matches("[\\p{L}\\p{N}._-]+")) {
      throw new UserException(
          "task.train: leave-one-out: %s would name a fold; expected letters, digits, dots, hyphens"
                  .formatted(reference)
              + " and underscores");
    }
    return name;
  }
}
