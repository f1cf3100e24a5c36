package unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run at an address whose driver dies at every change that it makes there. */
class RunMirrorTest {
  private static final int FOREVER = Integer.MAX_VALUE;
  private static final Map<String, String> EARLY =
      Map.of(
          "config.yaml", "the configuration",
          "film/step-1.zip", "the first picture",
          "metrics.csv", "one row",
          "checkpoint-10.zip", "numbers after 10 steps",
          "checkpoint-10.zip.sha256", "the sum of 10");
  private static final Map<String, String> LATE =
      Map.of(
          "config.yaml", "the configuration",
          "film/step-1.zip", "the first picture",
          "film/step-2.zip", "the second picture",
          "metrics.csv", "one row, and another",
          "checkpoint-20.zip", "numbers after 20 steps",
          "checkpoint-20.zip.sha256", "the sum of 20",
          "result.json", "the end");

  @TempDir private Path folder;

  private RunMirror mirror(String local, String remote, int changes) throws IOException {
    return new RunMirror(
        Files.createDirectories(folder.resolve(local)),
        new MortalFileSystem(changes),
        folder.resolve(remote).toUri().toString());
  }

  /** Makes a folder what it is to be; what stays is not touched. */
  private void write(String local, Map<String, String> files) throws IOException {
    Path root = folder.resolve(local);
    Map<String, String> before = read(local);
    for (String name : before.keySet()) {
      if (!files.containsKey(name)) {
        Files.delete(root.resolve(name));
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!file.getValue().equals(before.get(file.getKey()))) {
        Files.createDirectories(root.resolve(file.getKey()).getParent());
        Files.writeString(root.resolve(file.getKey()), file.getValue());
      }
    }
  }

  private Map<String, String> read(String local) throws IOException {
    Path root = Files.createDirectories(folder.resolve(local));
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  /**
   * @return whether it came to its end
   */
  private static boolean update(RunMirror mirror) {
    try {
      mirror.update();
      return true;
    } catch (UncheckedIOException e) {
      assertTrue(e.getMessage().endsWith("died"), e.getMessage());
      return false;
    }
  }

  @Test
  void isWhatTheFolderIs() throws IOException {
    RunMirror mirror = mirror("local", "remote", FOREVER);
    mirror.fetch();
    for (Map<String, String> files : Set.of(EARLY, LATE)) {
      write("local", files);
      mirror.update();
      assertEquals(new TreeMap<>(files), read("remote"));
    }
  }

  @Test
  void aRunIsThereWithAllThatItNeedsOrNotAtAll() throws IOException {
    boolean isDone = false;
    for (int changes = 0; !isDone; changes++) {
      String name = "begun-" + changes;
      RunMirror mirror = mirror(name + "/local", name + "/remote", changes);
      write(name + "/local", EARLY);
      isDone = update(mirror);
      mirror(name + "/next", name + "/remote", FOREVER).fetch();
      Map<String, String> found = read(name + "/next");
      found.forEach((file, text) -> assertEquals(EARLY.get(file), text, file));
      assertTrue(!found.containsKey("config.yaml") || found.size() == EARLY.size(), name + found);
    }
  }

  @Test
  void aRunCanGoOnWheneverItsDriverDies() throws IOException {
    boolean isDone = false;
    for (int changes = 0; !isDone; changes++) {
      String name = "run-" + changes;
      write(name + "/local", EARLY);
      mirror(name + "/local", name + "/remote", FOREVER).update();

      RunMirror mirror = mirror(name + "/second", name + "/remote", changes);
      mirror.fetch();
      write(name + "/second", LATE);
      isDone = update(mirror);

      RunMirror next = mirror(name + "/next", name + "/remote", FOREVER);
      next.fetch();
      Map<String, String> found = read(name + "/next");
      assertCanGoOn(name, found);
      assertEquals(found, read(name + "/remote"), "nothing else is left there");
      write(name + "/next", LATE);
      next.update();
      assertEquals(new TreeMap<>(LATE), read(name + "/remote"));
    }
  }

  private static void assertCanGoOn(String name, Map<String, String> found) {
    String all = name + found;
    found.forEach(
        (file, text) ->
            assertTrue(text.equals(EARLY.get(file)) || text.equals(LATE.get(file)), file + all));
    assertTrue(found.containsKey("config.yaml"), all);
    assertTrue(found.containsKey("metrics.csv"), all);
    boolean hasOld = found.containsKey("checkpoint-10.zip.sha256");
    boolean hasNew = found.containsKey("checkpoint-20.zip.sha256");
    assertTrue(hasOld || hasNew, all);
    assertTrue(!hasNew || found.containsKey("checkpoint-20.zip"), all);
    assertTrue(hasNew || found.containsKey("checkpoint-10.zip"), all);
    // A checkpoint counts with what was written before it.
    assertTrue(!hasNew || found.get("metrics.csv").equals(LATE.get("metrics.csv")), all);
    assertTrue(!hasNew || found.containsKey("film/step-2.zip"), all);
    assertTrue(!found.containsKey("result.json") || found.entrySet().containsAll(LATE.entrySet()));
  }
}
