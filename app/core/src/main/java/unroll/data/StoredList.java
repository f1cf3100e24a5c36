package unroll.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list in a file: every element is made when it is asked for, so that only those in use are in
 * memory, and 8 bytes of each other.
 */
public final class StoredList<E> extends AbstractList<E> implements RandomAccess {
  private final Format<E> format;
  private final StoredBytes bytes;
  private final long[] ends;

  private StoredList(Format<E> format, StoredBytes bytes, long[] ends) {
    this.format = format;
    this.bytes = bytes;
    this.ends = ends;
  }

  /** How an element is written. */
  public interface Format<E> {
    /** About how many bytes it takes in memory. */
    long size(E element);

    byte[] toBytes(E element);

    /** What {@link #toBytes} gave, as an equal element. */
    E fromBytes(byte[] bytes);
  }

  @Override
  public E get(int index) {
    Objects.checkIndex(index, ends.length);
    long start = index == 0 ? 0 : ends[index - 1];
    return format.fromBytes(bytes.read(start, (int) (ends[index] - start)));
  }

  @Override
  public int size() {
    return ends.length;
  }

  /** The same elements in a list that does not change: a stored one itself. */
  static <E> List<E> copyOf(List<E> elements) {
    return elements instanceof StoredList ? elements : List.copyOf(elements);
  }

  /** Collects elements, in memory as long as there is room. */
  public static final class Builder<E> {
    private final Format<E> format;
    private final MemoryShare share;
    private final int partBits;
    private List<E> elements = new ArrayList<>();
    private long size;
    private StoredBytes.Writer writer;
    private long[] ends = new long[16];
    private int count;

    public Builder(Format<E> format, MemoryShare share) {
      this(format, share, StoredBytes.PART_BITS);
    }

    Builder(Format<E> format, MemoryShare share, int partBits) {
      this.format = format;
      this.share = share;
      this.partBits = partBits;
    }

    /**
     * @throws unroll.config.UserException if there is no room in memory, and none in files
     */
    public void add(E element) {
      if (writer != null) {
        write(element);
        return;
      }
      elements.add(element);
      size += format.size(element);
      if (size > share.bytes()) {
        writer = new StoredBytes.Writer(share.folder(), partBits);
        elements.forEach(this::write);
        elements = List.of();
      }
    }

    private void write(E element) {
      writer.write(format.toBytes(element));
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, Math.addExact(count, count >> 1));
      }
      ends[count++] = writer.written();
    }

    /** Ends the collecting. */
    public List<E> build() {
      if (writer == null) {
        return elements;
      }
      try (StoredBytes.Writer closed = writer) {
        return new StoredList<>(format, closed.finish(), Arrays.copyOf(ends, count));
      }
    }
  }
}
