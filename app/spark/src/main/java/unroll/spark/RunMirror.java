package unroll.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * A run folder at an address that Hadoop writes: the driver's own folder is copied there whenever
 * it has changed, in an order that leaves a run that can go on whatever moment the driver dies at.
 * Files are written aside and renamed.
 */
final class RunMirror {
  /** Of a file that is being written. */
  private static final String PART = ".part";

  /** Of one that is written, and is about to take another's place. */
  private static final String WHOLE = ".whole";

  private static final int LAST = 3;

  private final Path local;
  private final FileSystem system;
  private final org.apache.hadoop.fs.Path remote;
  private Map<String, Version> copied = new TreeMap<>();

  /** By which a file is seen to have changed. */
  private record Version(long bytes, long modified, Object key) {
    static Version of(Path file) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Version(
          attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
    }
  }

  /**
   * @param local the driver's own folder
   * @param system where the address is
   * @param address with a scheme
   */
  RunMirror(Path local, FileSystem system, String address) {
    this.local = local;
    this.system = system;
    this.remote = new org.apache.hadoop.fs.Path(address);
  }

  /** Fetches the run that is there, if there is one. */
  void fetch() {
    try {
      if (system.exists(remote)) {
        tidy(remote);
        fetch(remote, local);
        copied = versions();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(remote + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Ends what a driver that died was about. */
  private void tidy(org.apache.hadoop.fs.Path folder) throws IOException {
    for (FileStatus entry : system.listStatus(folder)) {
      org.apache.hadoop.fs.Path file = entry.getPath();
      String name = file.getName();
      if (entry.isDirectory()) {
        tidy(file);
      } else if (name.endsWith(PART)) {
        system.delete(file, false);
      } else if (name.endsWith(WHOLE)) {
        String own = name.substring(0, name.length() - WHOLE.length());
        replace(file, new org.apache.hadoop.fs.Path(folder, own));
      }
    }
  }

  private void fetch(org.apache.hadoop.fs.Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (FileStatus entry : system.listStatus(from)) {
      Path file = to.resolve(entry.getPath().getName());
      if (entry.isDirectory()) {
        fetch(entry.getPath(), file);
      } else {
        system.copyToLocalFile(
            false, entry.getPath(), new org.apache.hadoop.fs.Path(file.toUri()), true);
      }
    }
  }

  /** Makes the copy as the folder is now. */
  void update() {
    try {
      Map<String, Version> now = versions();
      List<String> gone = copied.keySet().stream().filter(name -> !now.containsKey(name)).toList();
      List<String> changed = new ArrayList<>(now.keySet());
      changed.removeIf(name -> now.get(name).equals(copied.get(name)));
      changed.sort(Comparator.comparingInt(RunMirror::rank).thenComparing(name -> name));
      // What says that there is a run, or that it is finished, goes first and comes last.
      for (String name : gone.stream().filter(name -> rank(name) == LAST).toList()) {
        system.delete(at(name), false);
      }
      for (String name : changed) {
        write(name);
      }
      for (String name : gone.stream().filter(name -> rank(name) != LAST).toList()) {
        system.delete(at(name), false);
      }
      copied = now;
    } catch (IOException e) {
      throw new UncheckedIOException(remote + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /** A checkpoint must not know of what is not there yet, nor its checksum of a checkpoint. */
  private static int rank(String name) {
    if (name.equals("config.yaml") || name.equals("result.json")) {
      return LAST;
    }
    return name.startsWith("checkpoint-") ? name.endsWith(".sha256") ? 2 : 1 : 0;
  }

  private void write(String name) throws IOException {
    org.apache.hadoop.fs.Path target = at(name);
    org.apache.hadoop.fs.Path part = target.suffix(PART);
    system.copyFromLocalFile(
        false, true, new org.apache.hadoop.fs.Path(local.resolve(name).toUri()), part);
    if (system.exists(target)) {
      // Few file systems rename over a file, and then one of the two must say that it is whole.
      org.apache.hadoop.fs.Path whole = target.suffix(WHOLE);
      rename(part, whole);
      replace(whole, target);
    } else {
      rename(part, target);
    }
  }

  private void replace(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
      throws IOException {
    system.delete(to, false);
    rename(from, to);
  }

  private void rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
      throws IOException {
    if (!system.rename(from, to)) {
      throw new IOException(from + " could not be renamed");
    }
  }

  private org.apache.hadoop.fs.Path at(String name) {
    return new org.apache.hadoop.fs.Path(remote, name);
  }

  private Map<String, Version> versions() throws IOException {
    Map<String, Version> versions = new TreeMap<>();
    if (!Files.exists(local)) {
      return versions;
    }
    try (Stream<Path> files = Files.walk(local)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = local.relativize(file).toString().replace('\\', '/');
        if (!name.equals(".lock") && !name.endsWith(".tmp") && !name.endsWith(".crc")) {
          versions.put(name, Version.of(file));
        }
      }
    }
    return versions;
  }
}
