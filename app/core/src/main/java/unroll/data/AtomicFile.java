package unroll.data;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are never half-written: written aside, synced to the disk, then renamed. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces a file, or leaves it as it was.
   *
   * @throws UncheckedIOException if the disk is full or the folder cannot be written
   */
  public static void write(Path target, Content content) {
    Path aside = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      writeAside(aside, content);
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(target.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    } finally {
      aside.toFile().delete();
    }
  }

  private static void writeAside(Path aside, Content content) throws IOException {
    // What a crash has left; a link that somebody has laid there must not be followed.
    Files.deleteIfExists(aside);
    try (FileChannel channel =
        FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** A new name outlives a power cut only when its folder is on the disk too. */
  private static void syncFolder(Path folder) throws IOException {
    if (File.separatorChar != '/') {
      // Windows opens no folders, and keeps names by itself.
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  public static void write(Path target, byte[] content) {
    write(target, out -> out.write(content));
  }
}
