package unroll.data.video;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** Pixels in the form an encoder takes them. */
final class EncoderFrame implements AutoCloseable {
  private static final int RGB = 3;

  private final int width;
  private final int height;
  private final SwsContext context = swscale.sws_alloc_context();
  private final AVFrame rgb;
  private final AVFrame encoded;

  EncoderFrame(VideoFormat format, int width, int height) {
    this.width = width;
    this.height = height;
    this.rgb = allocate(avutil.AV_PIX_FMT_RGB24);
    this.encoded = allocate(avutil.av_get_pix_fmt(format.pixelFormat()));
    context.flags(
        swscale.SWS_AREA
            | swscale.SWS_ACCURATE_RND
            | swscale.SWS_FULL_CHR_H_INP
            | swscale.SWS_BITEXACT);
  }

  private AVFrame allocate(int pixelFormat) {
    AVFrame frame = avutil.av_frame_alloc();
    frame.width(width);
    frame.height(height);
    frame.format(pixelFormat);
    require(avutil.av_frame_get_buffer(frame, 0));
    return frame;
  }

  /**
   * @param pixels {@code [row, column]}, 0xRRGGBB
   * @return valid until the next call
   */
  AVFrame of(int[] pixels) {
    // The encoder may still look at the frame before.
    require(avutil.av_frame_make_writable(encoded));
    if (encoded.format() == avutil.AV_PIX_FMT_PAL8) {
      paint(new Palette(pixels), pixels);
    } else {
      byte[] line = new byte[width * RGB];
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          int pixel = pixels[row * width + column];
          line[column * RGB] = (byte) (pixel >> 16);
          line[column * RGB + 1] = (byte) (pixel >> 8);
          line[column * RGB + 2] = (byte) pixel;
        }
        put(rgb, row, line);
      }
      require(swscale.sws_scale_frame(context, encoded, rgb));
    }
    return encoded;
  }

  private void paint(Palette palette, int[] pixels) {
    encoded.data(1).put(palette.toBytes());
    byte[] line = new byte[width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        line[column] = palette.indexOf(pixels[row * width + column]);
      }
      put(encoded, row, line);
    }
  }

  private static void put(AVFrame frame, int row, byte[] line) {
    BytePointer pixels = frame.data(0);
    pixels.position((long) row * frame.linesize(0)).put(line);
  }

  private static void require(int code) {
    if (code < 0) {
      throw new IllegalStateException("cannot convert a frame: " + Ffmpeg.reason(code));
    }
  }

  @Override
  public void close() {
    avutil.av_frame_free(rgb);
    avutil.av_frame_free(encoded);
    swscale.sws_free_context(context);
  }
}
