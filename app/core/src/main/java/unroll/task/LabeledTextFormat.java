package unroll.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import unroll.data.StoredList;

/**
 * Labeled texts as bytes: the label; the number of bytes of the text, as a negative one less than
 * its negative where the text is its own identity; those bytes; and those of another identity.
 */
final class LabeledTextFormat implements StoredList.Format<LabeledText> {
  private static final int HEADER = 2 * Integer.BYTES;

  /** Of a record and two strings. */
  private static final int OBJECTS = 120;

  @Override
  public long size(LabeledText text) {
    return OBJECTS + (long) Character.BYTES * (text.text().length() + text.identity().length());
  }

  @Override
  public byte[] toBytes(LabeledText text) {
    byte[] whole = text.text().getBytes(StandardCharsets.UTF_8);
    boolean isOwnIdentity = text.identity().equals(text.text());
    byte[] identity =
        isOwnIdentity ? new byte[0] : text.identity().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(HEADER + whole.length + identity.length)
        .putInt(text.label())
        .putInt(isOwnIdentity ? -1 - whole.length : whole.length)
        .put(whole)
        .put(identity)
        .array();
  }

  @Override
  public LabeledText fromBytes(byte[] bytes) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int label = header.getInt();
    int marked = header.getInt();
    int length = marked < 0 ? -1 - marked : marked;
    String text = new String(bytes, HEADER, length, StandardCharsets.UTF_8);
    int rest = HEADER + length;
    String identity =
        marked < 0 ? text : new String(bytes, rest, bytes.length - rest, StandardCharsets.UTF_8);
    return new LabeledText(text, identity, label);
  }
}
