package unroll.data;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Ids in a file, for a text too long for memory. */
final class StoredSymbols implements Symbols.Storage {
  private final StoredBytes bytes;
  private final int width;

  private StoredSymbols(StoredBytes bytes, int width) {
    this.bytes = bytes;
    this.width = width;
  }

  /**
   * Writes ids and opens them.
   *
   * @param symbolCount number of different symbols: every id is below it
   * @param ids gives each, at most 2 billion, to the action that it is given
   * @throws unroll.config.UserException if they cannot be written
   */
  static Symbols write(Path folder, int symbolCount, Consumer<IntConsumer> ids) {
    return write(folder, symbolCount, ids, StoredBytes.PART_BITS);
  }

  /**
   * @param partBits a part of the file has 2 to the power of it bytes, at least 4 of them
   */
  static Symbols write(Path folder, int symbolCount, Consumer<IntConsumer> ids, int partBits) {
    int width = Symbols.bytesOfAnId(symbolCount);
    try (StoredBytes.Writer writer = new StoredBytes.Writer(folder, partBits)) {
      ids.accept(id -> writer.number(Objects.checkIndex(id, symbolCount), width));
      int length = Math.toIntExact(writer.written() / width);
      return Symbols.in(new StoredSymbols(writer.finish(), width), length);
    }
  }

  @Override
  public int get(int index) {
    return bytes.number((long) index * width, width);
  }
}
