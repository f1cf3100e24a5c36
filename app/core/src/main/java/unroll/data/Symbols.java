package unroll.data;

import java.util.Arrays;
import java.util.Objects;

/** Symbol ids, one a step, each in as few bytes as the number of different symbols allows. */
public final class Symbols implements Sequence {
  /** Stands in a batch at a step that has no input. */
  public static final int NONE = -1;

  /** Stands in a batch at a step whose input is a frame of numbers. */
  public static final int FRAME = -2;

  private static final int BYTE_LIMIT = 1 << 8;
  private static final int CHAR_LIMIT = 1 << 16;

  private final Storage storage;
  private final int from;
  private final int to;

  /** Where ids are. */
  interface Storage {
    int get(int index);
  }

  private Symbols(Storage storage, int from, int to) {
    this.storage = storage;
    this.from = from;
    this.to = to;
  }

  /** The first ids of a storage. */
  static Symbols in(Storage storage, int length) {
    return new Symbols(storage, 0, length);
  }

  /** Bytes that an id takes where there are so many different symbols. */
  static int bytesOfAnId(int symbolCount) {
    if (symbolCount <= BYTE_LIMIT) {
      return Byte.BYTES;
    }
    return symbolCount <= CHAR_LIMIT ? Character.BYTES : Integer.BYTES;
  }

  public static Symbols of(int... ids) {
    Builder builder = new Builder(Arrays.stream(ids).max().orElse(0) + 1, ids.length);
    for (int id : ids) {
      builder.add(id);
    }
    return builder.build();
  }

  @Override
  public int length() {
    return to - from;
  }

  public int at(int step) {
    return storage.get(from + Objects.checkIndex(step, to - from));
  }

  @Override
  public Symbols slice(int sliceFrom, int sliceTo) {
    Objects.checkFromToIndex(sliceFrom, sliceTo, length());
    return new Symbols(storage, from + sliceFrom, from + sliceTo);
  }

  /** Collects ids. */
  public static final class Builder {
    private final int symbolCount;
    private GrowingStorage storage;
    private int length;

    /**
     * @param symbolCount number of different symbols: every id is below it
     * @param expectedLength room to begin with
     */
    public Builder(int symbolCount, int expectedLength) {
      this.symbolCount = symbolCount;
      int room = Math.max(1, expectedLength);
      storage =
          switch (bytesOfAnId(symbolCount)) {
            case Byte.BYTES -> new Bytes(new byte[room]);
            case Character.BYTES -> new Chars(new char[room]);
            default -> new Ints(new int[room]);
          };
    }

    public void add(int id) {
      Objects.checkIndex(id, symbolCount);
      if (length == storage.room()) {
        storage = storage.resize(Math.addExact(length, Math.max(16, length >> 1)));
      }
      storage.set(length++, id);
    }

    public Symbols build() {
      GrowingStorage trimmed = length == storage.room() ? storage : storage.resize(length);
      return new Symbols(trimmed, 0, length);
    }
  }

  private sealed interface GrowingStorage extends Storage {
    void set(int index, int id);

    int room();

    GrowingStorage resize(int room);
  }

  private record Bytes(byte[] ids) implements GrowingStorage {
    @Override
    public int get(int index) {
      return ids[index] & 0xFF;
    }

    @Override
    public void set(int index, int id) {
      ids[index] = (byte) id;
    }

    @Override
    public int room() {
      return ids.length;
    }

    @Override
    public GrowingStorage resize(int room) {
      return new Bytes(Arrays.copyOf(ids, room));
    }
  }

  private record Chars(char[] ids) implements GrowingStorage {
    @Override
    public int get(int index) {
      return ids[index];
    }

    @Override
    public void set(int index, int id) {
      ids[index] = (char) id;
    }

    @Override
    public int room() {
      return ids.length;
    }

    @Override
    public GrowingStorage resize(int room) {
      return new Chars(Arrays.copyOf(ids, room));
    }
  }

  private record Ints(int[] ids) implements GrowingStorage {
    @Override
    public int get(int index) {
      return ids[index];
    }

    @Override
    public void set(int index, int id) {
      ids[index] = id;
    }

    @Override
    public int room() {
      return ids.length;
    }

    @Override
    public GrowingStorage resize(int room) {
      return new Ints(Arrays.copyOf(ids, room));
    }
  }
}
