package unroll.data.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** A file with one video stream, being written. */
final class PacketFile implements AutoCloseable {
  private final Path file;
  private final AVFormatContext format = new AVFormatContext(null);
  private final AVStream stream;
  private final AVRational unit;

  /**
   * @param encoder whose packets are to be written
   * @throws UncheckedIOException if the file cannot be written, here and in all methods
   */
  PacketFile(Path file, String container, AVCodecContext encoder) {
    this.file = file;
    this.unit = encoder.time_base();
    try (BytePointer url =
            new BytePointer("file:" + file.toAbsolutePath(), StandardCharsets.UTF_8);
        BytePointer name = new BytePointer(container)) {
      require(avformat.avformat_alloc_output_context2(format, null, name, url));
      // Otherwise the file tells the time and the version it was made with.
      format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
      stream = avformat.avformat_new_stream(format, null);
      stream.time_base(unit);
      stream.avg_frame_rate(encoder.framerate());
      require(avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder));
      AVIOContext bytes = new AVIOContext(null);
      require(avformat.avio_open(bytes, url, avformat.AVIO_FLAG_WRITE));
      format.pb(bytes);
      writeHeader();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void writeHeader() {
    AVDictionary options = new AVDictionary(null);
    try {
      // The index stands in front, so that an mp4 can be read as a stream; others ignore it.
      avutil.av_dict_set(options, "movflags", "+faststart", 0);
      require(avformat.avformat_write_header(format, options));
    } finally {
      avutil.av_dict_free(options);
    }
  }

  void write(AVPacket packet) {
    avcodec.av_packet_rescale_ts(packet, unit, stream.time_base());
    packet.stream_index(stream.index());
    require(avformat.av_interleaved_write_frame(format, packet));
  }

  void finish() {
    require(avformat.av_write_trailer(format));
    avformat.avio_flush(format.pb());
    require(format.pb().error());
  }

  private void require(int code) {
    if (code < 0) {
      throw new UncheckedIOException(
          new IOException("cannot write " + file + ": " + Ffmpeg.reason(code)));
    }
  }

  @Override
  public void close() {
    if (!format.isNull()) {
      if (format.pb() != null) {
        avformat.avio_closep(format.pb());
      }
      avformat.avformat_free_context(format);
    }
  }
}
