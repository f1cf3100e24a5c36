package unroll.data.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is wrong with a file before FFmpeg looks at it, where that can be told. */
final class FileFlaw {
  static final byte GIF_TRAILER = 0x3B;
  static final String GIF_NOT_ENDED =
      "does not end as a GIF does: it is cut off, or something follows it";

  /** "GIF8", the start of a GIF. */
  private static final int GIF = 0x47494638;

  private static final int BOX_HEADER = 8;
  private static final int LONG_BOX_HEADER = 16;
  private static final int LONG_SIZE = 1;
  private static final int TO_THE_END = 0;

  private FileFlaw() {}

  /** The flaw as the rest of a sentence about the file, or null. */
  static String of(Path file) {
    if (!Files.exists(file)) {
      return "no such file";
    } else if (Files.isDirectory(file)) {
      return "is a folder; expected a video file";
    } else if (!Files.isRegularFile(file)) {
      return "is not a regular file; expected a video file";
    }
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() == 0) {
        return "is empty; expected a video file";
      }
      ByteBuffer start = header(channel, 0);
      if (type(start).equals("ftyp")) {
        return ofMp4(channel);
      }
      return start.getInt(0) == GIF ? ofGif(channel) : null;
    } catch (IOException e) {
      return "cannot be read: " + e.getMessage();
    }
  }

  private static String ofGif(FileChannel channel) throws IOException {
    boolean ended = header(channel, channel.size() - 1).get(0) == GIF_TRAILER;
    return ended ? null : GIF_NOT_ENDED;
  }

  /** Goes from box to box, by their sizes (ISO/IEC 14496-12, 4.2), until there is none. */
  private static String ofMp4(FileChannel channel) throws IOException {
    boolean movie = false;
    long position = 0;
    while (channel.size() - position >= BOX_HEADER) {
      ByteBuffer header = header(channel, position);
      String type = type(header);
      movie |= type.equals("moov");
      long size = Integer.toUnsignedLong(header.getInt(0));
      if (size == LONG_SIZE) {
        size = header.getLong(BOX_HEADER);
      } else if (size == TO_THE_END) {
        size = channel.size() - position;
      }
      long left = channel.size() - position;
      if (size < BOX_HEADER || !type.matches("[ -~]{4}")) {
        break;
      } else if (size > left) {
        return "is cut off: its %s box has %d bytes, of which %d are there"
            .formatted(type, size, left);
      }
      position += size;
    }
    return movie ? null : "has no moov box, which tells where its frames are: it is cut off";
  }

  private static ByteBuffer header(FileChannel channel, long position) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(LONG_BOX_HEADER);
    channel.read(header, position);
    return header;
  }

  private static String type(ByteBuffer header) {
    return new String(header.array(), 4, 4, StandardCharsets.ISO_8859_1);
  }
}
