package unroll.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import unroll.data.StoredList;

/**
 * Pairs of sentences as bytes: those of the source, after their number, and those of the target.
 */
final class PairFormat implements StoredList.Format<SentencePair> {
  /** Of a record and two strings. */
  private static final int OBJECTS = 120;

  @Override
  public long size(SentencePair pair) {
    return OBJECTS + (long) Character.BYTES * (pair.source().length() + pair.target().length());
  }

  @Override
  public byte[] toBytes(SentencePair pair) {
    byte[] source = pair.source().getBytes(StandardCharsets.UTF_8);
    byte[] target = pair.target().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + source.length + target.length)
        .putInt(source.length)
        .put(source)
        .put(target)
        .array();
  }

  @Override
  public SentencePair fromBytes(byte[] bytes) {
    int source = ByteBuffer.wrap(bytes).getInt();
    int target = Integer.BYTES + source;
    return new SentencePair(
        new String(bytes, Integer.BYTES, source, StandardCharsets.UTF_8),
        new String(bytes, target, bytes.length - target, StandardCharsets.UTF_8));
  }
}
