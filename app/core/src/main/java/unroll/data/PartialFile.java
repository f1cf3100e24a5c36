package unroll.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The beginning of a file that is being downloaded, hashed as it grows; one process has it. */
final class PartialFile implements Closeable {
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final Sha256 checksum = new Sha256();

  private PartialFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens what an earlier download left at {@code path}, or an empty file. */
  static PartialFile open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (!lock(channel)) {
        throw new DownloadException(path + ": another process is downloading this file");
      }
      PartialFile part = new PartialFile(path, channel);
      part.checksum.addAll(Channels.newInputStream(channel));
      return part;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  long size() throws IOException {
    return channel.size();
  }

  void startAgain() throws IOException {
    channel.truncate(0);
    checksum.reset();
  }

  /** Appends up to {@code most} bytes. */
  void append(InputStream bytes, long most) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long left = most;
    while (left > 0) {
      int length = bytes.read(chunk, 0, (int) Math.min(CHUNK, left));
      if (length < 0) {
        return;
      }
      for (ByteBuffer rest = ByteBuffer.wrap(chunk, 0, length); rest.hasRemaining(); ) {
        channel.write(rest);
      }
      checksum.add(chunk, length);
      left -= length;
    }
  }

  /** Ends the checksum of all bytes so far. */
  String sha256() {
    return checksum.hex();
  }

  /** Gives the file, safe on disk, its final name in one step. */
  void moveTo(Path target) throws IOException {
    channel.force(true);
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  /** Leaves the bytes for a later download, but no empty file. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (channel.size() == 0) {
        delete();
      }
    }
  }
}
