package unroll.data.video;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import unroll.config.UserException;

/** FFmpeg's libraries. */
final class Ffmpeg {
  private static final int LONGEST_REASON = 256;

  private Ffmpeg() {}

  /**
   * Loads the libraries, before anything of them is used, and silences them; does nothing the next
   * time.
   *
   * @throws UserException if there are none for this machine
   */
  static void load() {
    try {
      Loader.load(avutil.class);
      Loader.load(avcodec.class);
      Loader.load(avformat.class);
      Loader.load(swscale.class);
    } catch (UnsatisfiedLinkError e) {
      throw new UserException(
          "videos cannot be used: FFmpeg does not load on this machine: " + e.getMessage(), e);
    }
    // Otherwise FFmpeg writes to the terminal by itself. Nothing else in the process uses it.
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  /** What FFmpeg says an error code means. */
  static String reason(int code) {
    byte[] text = new byte[LONGEST_REASON];
    avutil.av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
