package unroll.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The disk, as a process sees it that dies at one of its changes, and as strict as HDFS: nothing is
 * renamed over something.
 */
final class MortalFileSystem extends FilterFileSystem {
  private int changesLeft;

  /**
   * @param changes how many are made; the one after them is half made, if a half can be, and throws
   */
  MortalFileSystem(int changes) throws IOException {
    super(new RawLocalFileSystem());
    initialize(java.nio.file.Path.of("/").toUri(), new Configuration(false));
    changesLeft = changes;
  }

  private boolean isLast() {
    return changesLeft-- <= 0;
  }

  private static IOException death() {
    return new IOException("died");
  }

  @Override
  public void copyFromLocalFile(boolean isMoved, boolean isReplacing, Path from, Path to)
      throws IOException {
    if (isLast()) {
      byte[] whole = Files.readAllBytes(java.nio.file.Path.of(from.toUri().getPath()));
      try (OutputStream half = fs.create(to, isReplacing)) {
        half.write(Arrays.copyOf(whole, whole.length / 2));
      }
      throw death();
    }
    super.copyFromLocalFile(isMoved, isReplacing, from, to);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (isLast()) {
      throw death();
    }
    return !exists(to) && super.rename(from, to);
  }

  @Override
  public boolean delete(Path file, boolean isRecursive) throws IOException {
    if (isLast()) {
      throw death();
    }
    return super.delete(file, isRecursive);
  }
}
