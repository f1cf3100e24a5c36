package unroll.data.video;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import unroll.config.UserException;
import unroll.config.Words;

/** The kinds of files that {@link VideoWriter} writes, at a quality that keeps small shapes. */
public enum VideoFormat {
  /**
   * MPEG-4 part 2 in mp4, every frame at the best quality: any size, the same bytes on every
   * machine; browsers do not play it.
   */
  MP4("mp4", "mpeg4", "yuv420p", Map.of("flags", "+qscale")),
  /** H.264 in mp4: even sides of at least 16 pixels; browsers play it. */
  MP4_H264(
      "mp4",
      "libopenh264",
      "yuv420p",
      Map.of("rc_mode", "quality", "b", "20000000", "qmin", "18", "qmax", "18")),
  /** VP9 in webm: any size; browsers play it. */
  WEBM("webm", "libvpx-vp9", "yuv420p", Map.of("b", "0", "crf", "16", "lag-in-frames", "0")),
  /** GIF: any size, at most 256 colors a frame, times in hundredths of a second. */
  GIF("gif", "gif", "pal8", Map.of());

  private static final List<String> EXTENSIONS = List.of("mp4", "webm", "gif");
  private static final int H264_SMALLEST_SIDE = 16;

  private final String container;
  private final String encoder;
  private final String pixelFormat;
  private final Map<String, String> options;

  VideoFormat(String container, String encoder, String pixelFormat, Map<String, String> options) {
    this.container = container;
    this.encoder = encoder;
    this.pixelFormat = pixelFormat;
    this.options = options;
  }

  /**
   * The format that goes with the end of a file's name.
   *
   * @throws UserException if it is not .mp4, .webm or .gif
   */
  public static VideoFormat of(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String extension = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "";
    return switch (extension) {
      case "mp4" -> MP4;
      case "webm" -> WEBM;
      case "gif" -> GIF;
      default ->
          throw new UserException(
              "%s: cannot write such files; %s".formatted(file, Words.hint(extension, EXTENSIONS)));
    };
  }

  /**
   * @throws IllegalArgumentException if the format has no frames of that size
   */
  void requireSize(int width, int height) {
    boolean even = width % 2 == 0 && height % 2 == 0;
    if (this == MP4_H264 && (!even || Math.min(width, height) < H264_SMALLEST_SIDE)) {
      throw new IllegalArgumentException(
          "H.264 needs even sides of at least %d pixels, got %d x %d"
              .formatted(H264_SMALLEST_SIDE, width, height));
    }
  }

  /** FFmpeg's name of the container. */
  String container() {
    return container;
  }

  /** FFmpeg's name of the encoder. */
  String encoder() {
    return encoder;
  }

  /** FFmpeg's name of the pixel format that the encoder takes. */
  String pixelFormat() {
    return pixelFormat;
  }

  /** The encoder's own options. */
  Map<String, String> options() {
    return options;
  }
}
