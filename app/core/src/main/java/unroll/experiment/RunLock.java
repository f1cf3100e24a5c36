package unroll.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import unroll.config.UserException;

/**
 * That one process alone trains into a folder. The operating system takes the lock from a process
 * that ends in whatever way, so none is ever left behind; the file says whose it is.
 */
public final class RunLock implements AutoCloseable {
  private static final String FILE = ".lock";
  private static final int LONGEST_NUMBER = 20;

  /** Behind the number: what is locked cannot be read by others on Windows. */
  private static final long LOCKED_BYTE = 1 << 20;

  private final FileChannel channel;
  private final FileLock lock;

  private RunLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * @throws UserException if another training has it
   * @throws UncheckedIOException if the folder cannot be written
   */
  public static RunLock acquire(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        try (channel) {
          throw new UserException(
              "%s: process %s is training into this folder; wait for its end, or choose another --out"
                  .formatted(folder, owner(channel)));
        }
      }
      channel.truncate(0);
      channel.write(bytes(Long.toString(ProcessHandle.current().pid())));
      return new RunLock(channel, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer number = ByteBuffer.allocate(LONGEST_NUMBER);
    channel.read(number, 0);
    String text = new String(number.array(), 0, number.position(), StandardCharsets.UTF_8).strip();
    return text.matches("\\d+") ? text : "(unknown)";
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The file stays, empty: to delete it could take the lock from whoever waits for it. */
  @Override
  public void close() {
    try (channel) {
      channel.truncate(0);
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unlock a run folder: " + e.getMessage(), e);
    }
  }
}
