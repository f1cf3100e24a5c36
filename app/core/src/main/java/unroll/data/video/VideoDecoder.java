package unroll.data.video;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import unroll.config.UserException;

/** Decodes the packets of a container, frame after frame into the same memory. */
final class VideoDecoder implements AutoCloseable {
  private final VideoContainer container;
  private final AVCodecContext context;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();
  private long frames;

  VideoDecoder(VideoContainer container) {
    this.container = container;
    AVCodecParameters parameters = container.stream().codecpar();
    AVCodec codec = avcodec.avcodec_find_decoder(parameters.codec_id());
    this.context = avcodec.avcodec_alloc_context3(codec);
    try {
      if (codec == null) {
        String codecName = avcodec.avcodec_get_name(parameters.codec_id()).getString();
        throw new UserException(container.name() + ": its codec cannot be decoded: " + codecName);
      }
      require(avcodec.avcodec_parameters_to_context(context, parameters));
      context.pkt_timebase(container.stream().time_base());
      context.max_pixels((long) Pixels.LONGEST_SIDE * Pixels.LONGEST_SIDE);
      // Threads that decode frames side by side hold frames back.
      context.thread_count(1);
      context.err_recognition(avcodec.AV_EF_EXPLODE);
      require(avcodec.avcodec_open2(context, codec, (AVDictionary) null));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * The next frame, valid until the next call, or null at the end.
   *
   * @throws UserException if a frame is damaged
   */
  AVFrame next() {
    while (true) {
      int code = avcodec.avcodec_receive_frame(context, frame);
      if (code == avutil.AVERROR_EOF()) {
        container.extent().requireDecoded(frames);
        return null;
      } else if (code == avutil.AVERROR_EAGAIN()) {
        feed();
      } else {
        require(code);
        requireUndamaged();
        frames++;
        return frame;
      }
    }
  }

  private void feed() {
    if (container.read(packet)) {
      require(avcodec.avcodec_send_packet(context, packet));
      avcodec.av_packet_unref(packet);
    } else {
      require(avcodec.avcodec_send_packet(context, null));
    }
  }

  private void requireUndamaged() {
    container.requireSize(frame.width(), frame.height());
    boolean corrupt = (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
    if (corrupt || frame.decode_error_flags() != 0) {
      throw damaged("");
    }
  }

  private void require(int code) {
    if (code < 0) {
      throw damaged(" (" + Ffmpeg.reason(code) + ")");
    }
  }

  private UserException damaged(String reason) {
    return new UserException(
        "%s: frame %d is damaged%s".formatted(container.name(), frames, reason));
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    avutil.av_frame_free(frame);
    if (context != null) {
      avcodec.avcodec_free_context(context);
    }
  }
}
