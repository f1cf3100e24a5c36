package unroll.data.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import unroll.config.UserException;

/**
 * The packets of the first video stream of a local file or of bytes as they arrive. Whatever is
 * missing is an error, at the latest when the end comes too early.
 */
final class VideoContainer implements AutoCloseable {
  /** Formats that hold their data themselves; playlists, which name other files, are none. */
  private static final String FORMATS =
      "mov,mp4,matroska,webm,avi,gif,apng,mpegts,mpeg,ivf,ogg,flv,asf,yuv4mpegpipe,"
          + "wav,mp3,flac,aac";

  private static final String UNREADABLE =
      "is not a video that can be read; expected mp4, webm, gif, avi or the like";

  private static final double RIGHT_ANGLE = 90;
  private static final int FULL_TURN = 4;

  private final String name;
  private final Path file;
  private final StreamedBytes bytes;
  private final AVFormatContext format;
  private AVStream stream;
  private ReadExtent extent;

  /** A file of the local disk. */
  VideoContainer(Path file) {
    this(file.toString(), file, null);
  }

  /** Bytes as they arrive; the stream itself is not closed. */
  VideoContainer(String name, InputStream input) {
    this(name, null, new StreamedBytes(input));
  }

  private VideoContainer(String name, Path file, StreamedBytes bytes) {
    this.name = name;
    this.file = file;
    this.bytes = bytes;
    String flaw = file == null ? null : FileFlaw.of(file);
    if (flaw != null) {
      throw new UserException(name + ": " + flaw);
    }
    Ffmpeg.load();
    this.format = avformat.avformat_alloc_context();
    try {
      openFormat();
      findVideo();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void openFormat() {
    AVDictionary options = new AVDictionary(null);
    String address = file == null ? "" : "file:" + file.toAbsolutePath();
    try (BytePointer url = new BytePointer(address, StandardCharsets.UTF_8)) {
      avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
      avutil.av_dict_set(options, "format_whitelist", FORMATS, 0);
      AVInputFormat expected = null;
      if (bytes != null) {
        format.pb(bytes.context());
        expected = bytes.format() == null ? null : avformat.av_find_input_format(bytes.format());
      }
      int code = avformat.avformat_open_input(format, url, expected, options);
      if (code < 0) {
        throw failure(UNREADABLE, code);
      }
    } finally {
      avutil.av_dict_free(options);
    }
  }

  private void findVideo() {
    stream = firstVideo();
    if (stream == null) {
      // Some formats name their streams in the packets only. This reads ahead: not done always.
      probe();
      stream = firstVideo();
    }
    if (stream == null) {
      throw new UserException(name + ": holds no video stream");
    }
    requireSize(stream.codecpar().width(), stream.codecpar().height());
    extent = new ReadExtent(name, format, stream);
  }

  private AVStream firstVideo() {
    for (int index = 0; index < format.nb_streams(); index++) {
      AVStream candidate = format.streams(index);
      boolean cover = (candidate.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
      if (candidate.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO && !cover) {
        return candidate;
      }
    }
    return null;
  }

  private void probe() {
    int code = avformat.avformat_find_stream_info(format, (PointerPointer<?>) null);
    if (code < 0) {
      throw failure("cannot be read", code);
    }
  }

  /**
   * @throws UserException if frames of that size are not to be decoded
   */
  void requireSize(int width, int height) {
    int largest = Pixels.LONGEST_SIDE;
    if (width > largest || height > largest) {
      throw new UserException(
          "%s: its frames are %d x %d pixels; expected at most %d x %d"
              .formatted(name, width, height, largest, largest));
    }
  }

  String name() {
    return name;
  }

  AVStream stream() {
    return stream;
  }

  ReadExtent extent() {
    return extent;
  }

  /** How often the frames are to be turned clockwise by 90 degrees, 0 to 3, as phones ask for. */
  int quarterTurns() {
    AVCodecParameters parameters = stream.codecpar();
    AVPacketSideData matrix =
        avcodec.av_packet_side_data_get(
            parameters.coded_side_data(),
            parameters.nb_coded_side_data(),
            avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null) {
      return 0;
    }
    double counterclockwise = avutil.av_display_rotation_get(new IntPointer(matrix.data()));
    return Math.floorMod(Math.round(-counterclockwise / RIGHT_ANGLE), FULL_TURN);
  }

  /** Frames a second, 0 / 1 if nothing tells. */
  AVRational guessRate(AVFrame frame) {
    return avformat.av_guess_frame_rate(format, stream, frame);
  }

  /**
   * Reads the next packet of the video.
   *
   * @return false at the end
   * @throws UserException if the end comes too early
   */
  boolean read(AVPacket packet) {
    while (true) {
      int code = avformat.av_read_frame(format, packet);
      boolean corrupt = code >= 0 && (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0;
      if (bytes != null && bytes.failure() != null || code < 0 && code != avutil.AVERROR_EOF()) {
        throw failure(stopped(), code);
      } else if (code < 0) {
        requireWhole();
        return false;
      } else if (corrupt) {
        throw new UserException(name + ": is cut off or damaged after " + extent.progress());
      }
      extent.add(packet);
      if (packet.stream_index() == stream.index() && packet.size() > 0) {
        return true;
      }
      avcodec.av_packet_unref(packet);
    }
  }

  private String stopped() {
    return bytes != null && extent.isMp4() && extent.frames() == 0
        ? "cannot be read; an mp4 that arrives as a stream must begin with its moov box"
        : "cannot be read after " + extent.progress();
  }

  private void requireWhole() {
    extent.requireWhole();
    if (bytes != null && extent.isGif() && bytes.last() != FileFlaw.GIF_TRAILER) {
      throw new UserException(name + ": " + FileFlaw.GIF_NOT_ENDED);
    }
  }

  private UserException failure(String what, int code) {
    IOException broken = bytes == null ? null : bytes.failure();
    String reason = broken == null ? Ffmpeg.reason(code) : broken.getMessage();
    return new UserException("%s: %s (%s)".formatted(name, what, reason), broken);
  }

  @Override
  public void close() {
    if (!format.isNull()) {
      avformat.avformat_close_input(format);
    }
    if (bytes != null) {
      bytes.close();
    }
  }
}
