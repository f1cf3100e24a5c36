package unroll.data.video;

import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import unroll.config.UserException;

/** How much of a video has been read, and whether that is all its container declares. */
final class ReadExtent {
  private final String name;
  private final AVFormatContext format;
  private final AVStream stream;
  private final String formatName;
  private long frames;
  private long hidden;
  private long empty;
  private double end;
  private boolean endUnsure;

  ReadExtent(String name, AVFormatContext format, AVStream stream) {
    this.name = name;
    this.format = format;
    this.stream = stream;
    this.formatName = format.iformat().name().getString();
  }

  boolean isMp4() {
    return formatName.contains("mov");
  }

  boolean isGif() {
    return formatName.equals("gif");
  }

  /** The number of frames the container declares, if it does. */
  OptionalLong declaredFrames() {
    // An edit list of an mp4 can hide frames that the first number counts.
    long declared = stream.nb_frames() > 0 && isMp4() ? indexedFrames() : stream.nb_frames();
    return declared > 0 ? OptionalLong.of(declared) : OptionalLong.empty();
  }

  private long indexedFrames() {
    long shown = 0;
    for (int entry = 0; entry < avformat.avformat_index_get_entries_count(stream); entry++) {
      int flags = avformat.avformat_index_get_entry(stream, entry).flags();
      shown += (flags & AVIndexEntry.AVINDEX_DISCARD_FRAME) == 0 ? 1 : 0;
    }
    return shown;
  }

  /** The number of frames read, with those that are not shown. */
  long frames() {
    return frames;
  }

  /** How far reading has come, for messages. */
  String progress() {
    OptionalLong declared = declaredFrames();
    return frames + " frames" + (declared.isPresent() ? " of " + declared.getAsLong() : "");
  }

  /** Takes note of a packet, of whatever stream. */
  void add(AVPacket packet) {
    AVRational unit = format.streams(packet.stream_index()).time_base();
    double seconds = (packet.pts() + packet.duration()) * (double) unit.num() / unit.den();
    if (packet.pts() != avutil.AV_NOPTS_VALUE && seconds > end) {
      end = seconds;
      endUnsure = packet.duration() == 0;
    }
    if (packet.stream_index() == stream.index()) {
      frames++;
      hidden += (packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0 ? 1 : 0;
      empty += packet.size() == 0 ? 1 : 0;
    }
  }

  /**
   * @throws UserException if the container declares more than has been read
   */
  void requireWhole() {
    if (frames - hidden < declaredFrames().orElse(0)) {
      throw new UserException(name + ": is cut off: " + progress());
    }
    double duration = format.duration() / (double) avutil.AV_TIME_BASE;
    double frame = end / Math.max(1, frames);
    // Matroska and webm count no frames, but seconds, until the longest of their streams ends.
    if (formatName.contains("matroska") && end + (endUnsure ? frame : 0) < duration - frame / 2) {
      throw new UserException(
          "%s: is cut off: ends after %.2f of %.2f seconds".formatted(name, end, duration));
    }
  }

  /**
   * @throws UserException if the decoder has left out frames, as it may where they are damaged
   */
  void requireDecoded(long decoded) {
    if (decoded == 0) {
      throw new UserException(name + ": holds no frame");
    }
    // In other containers a packet may lawfully hold no frame that is shown.
    long expected = frames - hidden - empty;
    if (isMp4() && decoded < expected) {
      throw new UserException(
          "%s: is damaged: %d of its %d frames can be decoded".formatted(name, decoded, expected));
    }
  }
}
