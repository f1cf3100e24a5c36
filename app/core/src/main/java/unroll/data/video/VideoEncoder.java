package unroll.data.video;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Frames to packets of one codec, at a constant frame rate. */
final class VideoEncoder implements AutoCloseable {
  private final AVCodecContext context;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private long frames;

  /**
   * @throws IllegalArgumentException if the format has no such frames
   */
  VideoEncoder(VideoFormat format, int width, int height, int rate) {
    format.requireSize(width, height);
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(format.encoder());
    this.context = avcodec.avcodec_alloc_context3(codec);
    AVDictionary options = new AVDictionary(null);
    try {
      context.width(width);
      context.height(height);
      context.pix_fmt(avutil.av_get_pix_fmt(format.pixelFormat()));
      context.time_base(avutil.av_make_q(1, rate));
      context.framerate(avutil.av_make_q(rate, 1));
      context.flags(avcodec.AV_CODEC_FLAG_BITEXACT | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
      // Threads and frames out of order would make bytes and delays depend on the machine.
      context.thread_count(1);
      context.max_b_frames(0);
      format.options().forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
      require(avcodec.avcodec_open2(context, codec, options));
    } catch (RuntimeException e) {
      close();
      throw e;
    } finally {
      avutil.av_dict_free(options);
    }
  }

  AVCodecContext context() {
    return context;
  }

  /**
   * Encodes a frame, or the rest of all frames.
   *
   * @param frame the next frame, null after the last
   * @param target receives each packet that is done, valid during the call
   */
  void encode(AVFrame frame, Consumer<AVPacket> target) {
    if (frame != null) {
      frame.pts(frames++);
    }
    require(avcodec.avcodec_send_frame(context, frame));
    int code = avcodec.avcodec_receive_packet(context, packet);
    while (code >= 0) {
      // Without it the last frame of a file would last no time.
      packet.duration(1);
      target.accept(packet);
      avcodec.av_packet_unref(packet);
      code = avcodec.avcodec_receive_packet(context, packet);
    }
    if (code != avutil.AVERROR_EAGAIN() && code != avutil.AVERROR_EOF()) {
      require(code);
    }
  }

  private void require(int code) {
    if (code < 0) {
      throw new IllegalArgumentException(
          "cannot encode frames of %d x %d pixels: %s"
              .formatted(context.width(), context.height(), Ffmpeg.reason(code)));
    }
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(context);
  }
}
