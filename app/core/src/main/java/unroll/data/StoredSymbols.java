package unroll.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import unroll.config.UserException;

/**
 * Ids in a file, of which the operating system holds in memory what is read, as long as there is
 * room. The file has no name, where the system knows such ones, and is gone with the process
 * however that ends.
 */
final class StoredSymbols implements Symbols.Storage {
  /** Of the number of ids in a part of the file, as a mapping has at most 2 GiB. */
  private static final int BITS = 28;

  private static final int CHUNK_BYTES = 1 << 16;

  private final int width;
  private final int bits;
  private final List<MappedByteBuffer> parts;

  private StoredSymbols(int width, int bits, List<MappedByteBuffer> parts) {
    this.width = width;
    this.bits = bits;
    this.parts = List.copyOf(parts);
  }

  /**
   * Writes ids and opens them.
   *
   * @param folder is made if it is missing
   * @param symbolCount number of different symbols: every id is below it
   * @param ids gives each, at most 2 billion, to the action that it is given
   * @throws UserException if they cannot be written
   */
  static Symbols write(Path folder, int symbolCount, Consumer<IntConsumer> ids) {
    return write(folder, symbolCount, ids, BITS);
  }

  /**
   * @param bits a part of the file has 2 to the power of it ids
   */
  static Symbols write(Path folder, int symbolCount, Consumer<IntConsumer> ids, int bits) {
    int width = Symbols.bytesOfAnId(symbolCount);
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, "text-", ".ids");
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        Writer writer = new Writer(channel, symbolCount, width);
        ids.accept(writer);
        return Symbols.in(new StoredSymbols(width, bits, writer.finish(bits)), writer.count);
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    } catch (UncheckedIOException e) {
      throw unwritable(folder, e.getCause());
    }
  }

  private static UserException unwritable(Path folder, IOException e) {
    return new UserException(
        ("%s: cannot be written to: %s; a text goes there that does not fit into memory: give room"
                + " there, another folder (UNROLL_CACHE) or more memory (-Xmx)")
            .formatted(folder, e.getMessage()),
        e);
  }

  @Override
  public int get(int index) {
    MappedByteBuffer part = parts.get(index >> bits);
    int place = (index & ((1 << bits) - 1)) * width;
    return switch (width) {
      case Byte.BYTES -> part.get(place) & 0xFF;
      case Character.BYTES -> part.getChar(place);
      default -> part.getInt(place);
    };
  }

  /** Writes one id after the other. */
  private static final class Writer implements IntConsumer {
    private final FileChannel channel;
    private final int symbolCount;
    private final int width;
    private final ByteBuffer chunk =
        ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.nativeOrder());
    private int count;

    Writer(FileChannel channel, int symbolCount, int width) {
      this.channel = channel;
      this.symbolCount = symbolCount;
      this.width = width;
    }

    @Override
    public void accept(int id) {
      Objects.checkIndex(id, symbolCount);
      count = Math.addExact(count, 1);
      switch (width) {
        case Byte.BYTES -> chunk.put((byte) id);
        case Character.BYTES -> chunk.putChar((char) id);
        default -> chunk.putInt(id);
      }
      if (!chunk.hasRemaining()) {
        flush();
      }
    }

    private void flush() {
      chunk.flip();
      try {
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      chunk.clear();
    }

    List<MappedByteBuffer> finish(int bits) throws IOException {
      flush();
      long most = 1L << bits;
      List<MappedByteBuffer> parts = new ArrayList<>();
      for (long from = 0; from < count; from += most) {
        long ids = Math.min(most, count - from);
        MappedByteBuffer part =
            channel.map(FileChannel.MapMode.READ_ONLY, from * width, ids * width);
        part.order(ByteOrder.nativeOrder());
        parts.add(part);
      }
      return parts;
    }
  }
}
