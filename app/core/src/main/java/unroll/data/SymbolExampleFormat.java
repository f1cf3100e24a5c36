package unroll.data;

import java.nio.ByteBuffer;

/** Examples of symbols as bytes: the number of inputs, then all ids. */
public final class SymbolExampleFormat implements StoredList.Format<SequenceExample> {
  /** Of records, arrays and their headers. */
  private static final int OBJECTS = 160;

  @Override
  public long size(SequenceExample example) {
    return OBJECTS
        + (long) Character.BYTES * (example.input().length() + example.labels().length());
  }

  @Override
  public byte[] toBytes(SequenceExample example) {
    Symbols input = (Symbols) example.input();
    Symbols labels = (Symbols) example.labels();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + input.length() + labels.length()));
    bytes.putInt(input.length());
    put(input, bytes);
    put(labels, bytes);
    return bytes.array();
  }

  private static void put(Symbols symbols, ByteBuffer bytes) {
    for (int step = 0; step < symbols.length(); step++) {
      bytes.putInt(symbols.at(step));
    }
  }

  @Override
  public SequenceExample fromBytes(byte[] array) {
    ByteBuffer bytes = ByteBuffer.wrap(array);
    int inputs = bytes.getInt();
    Symbols input = symbols(bytes, inputs);
    return new SequenceExample(input, symbols(bytes, bytes.remaining() / Integer.BYTES));
  }

  private static Symbols symbols(ByteBuffer bytes, int count) {
    int[] ids = new int[count];
    for (int step = 0; step < count; step++) {
      ids[step] = bytes.getInt();
    }
    return Symbols.of(ids);
  }
}
