package unroll.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import unroll.config.UserException;

/**
 * Bytes in a file that has no name, where the system knows such ones, and is gone with the process
 * however that ends. Read by any number of threads.
 */
final class StoredBytes {
  /** Of the size of a part of the file, as a mapping has at most 2 GiB. */
  static final int PART_BITS = 30;

  private static final int CHUNK = 1 << 16;

  private final int partBits;
  private final List<MappedByteBuffer> parts;

  private StoredBytes(int partBits, List<MappedByteBuffer> parts) {
    this.partBits = partBits;
    this.parts = List.copyOf(parts);
  }

  /** The number of {@code width} bytes, a power of two, at a multiple of it. */
  int number(long place, int width) {
    MappedByteBuffer part = parts.get((int) (place >> partBits));
    int inPart = inPart(place);
    return switch (width) {
      case Byte.BYTES -> part.get(inPart) & 0xFF;
      case Character.BYTES -> part.getChar(inPart);
      default -> part.getInt(inPart);
    };
  }

  private int inPart(long place) {
    return (int) (place & ((1L << partBits) - 1));
  }

  /** The bytes from a place on. */
  byte[] read(long place, int count) {
    byte[] bytes = new byte[count];
    for (int done = 0; done < count; ) {
      int inPart = inPart(place + done);
      int here = (int) Math.min(count - done, (1L << partBits) - inPart);
      parts.get((int) ((place + done) >> partBits)).get(inPart, bytes, done, here);
      done += here;
    }
    return bytes;
  }

  /** Writes such a file from its beginning. */
  static final class Writer implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;
    private final int partBits;
    private final ByteBuffer chunk =
        ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.nativeOrder());
    private long written;

    /**
     * @param folder is made if it is missing
     * @param partBits a part of the file has 2 to the power of it bytes
     * @throws UserException if nothing can be written there, here and below
     */
    Writer(Path folder, int partBits) {
      this.folder = folder;
      this.partBits = partBits;
      try {
        Files.createDirectories(folder);
        this.channel =
            FileChannel.open(
                Files.createTempFile(folder, "data-", ".bin"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
      } catch (IOException e) {
        throw unwritable(e);
      }
    }

    private UserException unwritable(IOException e) {
      return new UserException(
          ("%s: cannot be written to: %s; data goes there that does not fit into memory: give room"
                  + " there, another folder (UNROLL_CACHE) or more memory (-Xmx)")
              .formatted(folder, e.getMessage()),
          e);
    }

    /** Bytes so far. */
    long written() {
      return written;
    }

    void number(int number, int width) {
      if (chunk.remaining() < width) {
        flush();
      }
      switch (width) {
        case Byte.BYTES -> chunk.put((byte) number);
        case Character.BYTES -> chunk.putChar((char) number);
        default -> chunk.putInt(number);
      }
      written += width;
    }

    void write(byte[] bytes) {
      for (int done = 0; done < bytes.length; ) {
        if (!chunk.hasRemaining()) {
          flush();
        }
        int count = Math.min(chunk.remaining(), bytes.length - done);
        chunk.put(bytes, done, count);
        done += count;
      }
      written += bytes.length;
    }

    private void flush() {
      chunk.flip();
      try {
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
      } catch (IOException e) {
        throw unwritable(e);
      }
      chunk.clear();
    }

    /** What was written, to be read also when this is closed. */
    StoredBytes finish() {
      flush();
      List<MappedByteBuffer> parts = new ArrayList<>();
      long most = 1L << partBits;
      try {
        for (long from = 0; from < written; from += most) {
          MappedByteBuffer part =
              channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(most, written - from));
          part.order(ByteOrder.nativeOrder());
          parts.add(part);
        }
      } catch (IOException e) {
        throw unwritable(e);
      }
      return new StoredBytes(partBits, parts);
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
  }
}
