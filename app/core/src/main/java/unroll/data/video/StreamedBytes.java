package unroll.data.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Hands FFmpeg the bytes of a stream as they arrive: a read ends with the bytes that are there, and
 * waits only where there are none.
 */
final class StreamedBytes implements AutoCloseable {
  // FFmpeg forgets what it has read when less than a packet of the buffer is left, and formats go
  // back a few bytes in their headers: a large buffer for small packets.
  private static final int BUFFER = 1 << 20;
  private static final int PACKET = 1 << 12;
  private static final int START = 12;
  private static final int TYPE = 4;
  private static final int FORM = 8;

  private final InputStream stream;
  private final byte[] bytes = new byte[PACKET];
  // FFmpeg holds its address only: it must live as long as the context.
  private final Reading reading = new Reading();
  private final AVIOContext context;
  private final byte[] start;
  private int startGiven;
  private byte last;
  private IOException failure;

  /** Waits for the first {@value #START} bytes. */
  StreamedBytes(InputStream stream) {
    this.stream = stream;
    this.start = readStart();
    this.context =
        avformat.avio_alloc_context(
            new BytePointer(avutil.av_malloc(BUFFER)),
            BUFFER,
            0,
            null,
            reading,
            (Write_packet_Pointer_BytePointer_int) null,
            (Seek_Pointer_long_int) null);
    context.max_packet_size(PACKET);
  }

  private byte[] readStart() {
    try {
      return stream.readNBytes(START);
    } catch (IOException e) {
      failure = e;
      return new byte[0];
    }
  }

  /**
   * FFmpeg's name of the format, if the first bytes tell; else null. FFmpeg itself waits for 2048
   * bytes, many frames of a small video, before it looks.
   */
  String format() {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("ftyp", TYPE)) {
      return "mov";
    } else if (text.startsWith("\u001A\u0045\u00DF\u00A3")) {
      return "matroska";
    } else if (text.startsWith("GIF8")) {
      return "gif";
    }
    return text.startsWith("RIFF") && text.startsWith("AVI ", FORM) ? "avi" : null;
  }

  AVIOContext context() {
    return context;
  }

  /** The last byte that has arrived. */
  byte last() {
    return last;
  }

  /** What the stream failed with, or null. */
  IOException failure() {
    return failure;
  }

  @Override
  public void close() {
    // FFmpeg may have replaced the buffer by another.
    avutil.av_free(context.buffer());
    avformat.avio_context_free(context);
    reading.close();
  }

  private final class Reading extends Read_packet_Pointer_BytePointer_int {
    private static final long serialVersionUID = 1L;

    @Override
    public int call(Pointer opaque, BytePointer target, int size) {
      try {
        if (failure != null) {
          return avutil.AVERROR_EXTERNAL();
        }
        if (startGiven < start.length) {
          int given = Math.min(size, start.length - startGiven);
          target.put(start, startGiven, given);
          startGiven += given;
          return given;
        }
        int read = stream.read(bytes, 0, Math.min(size, bytes.length));
        if (read < 0) {
          return avutil.AVERROR_EOF();
        }
        target.put(bytes, 0, read);
        last = read > 0 ? bytes[read - 1] : last;
        return read;
      } catch (IOException | RuntimeException e) {
        // An exception must not go through FFmpeg's own code.
        failure = e instanceof IOException io ? io : new IOException(e);
        return avutil.AVERROR_EXTERNAL();
      }
    }
  }
}
