package unroll.data.video;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import unroll.data.FrameShape;

/**
 * Frames of any size and pixel format to arrays of one shape, by swscale: a pixel of the smaller
 * frame is the mean of the area it covers. The aspect ratio is not kept.
 */
final class FrameScaler implements AutoCloseable {
  private static final float WHITE = 255;

  private final FrameShape shape;
  private final int quarterTurns;
  private final int height;
  private final int width;
  private final SwsContext context;
  private final AVFrame scaled = avutil.av_frame_alloc();
  private final byte[] line;

  /**
   * @param quarterTurns how often the scaled frame is turned clockwise by 90 degrees, 0 to 3
   */
  FrameScaler(FrameShape shape, int quarterTurns) {
    this.shape = shape;
    this.quarterTurns = quarterTurns;
    boolean upright = quarterTurns % 2 == 0;
    this.height = upright ? shape.height() : shape.width();
    this.width = upright ? shape.width() : shape.height();
    this.line = new byte[width * shape.channels()];
    this.context = swscale.sws_alloc_context();
    context.flags(
        swscale.SWS_AREA
            | swscale.SWS_ACCURATE_RND
            | swscale.SWS_FULL_CHR_H_INT
            | swscale.SWS_FULL_CHR_H_INP
            | swscale.SWS_BITEXACT);
    scaled.width(width);
    scaled.height(height);
    scaled.format(shape.channels() == 1 ? avutil.AV_PIX_FMT_GRAY8 : avutil.AV_PIX_FMT_RGB24);
    scaled.color_range(avutil.AVCOL_RANGE_JPEG);
    require(avutil.av_frame_get_buffer(scaled, 0));
  }

  /**
   * @return {@code [channel, row, column]}, 0 to 1, in an array of its own
   */
  float[] toValues(AVFrame frame) {
    require(swscale.sws_scale_frame(context, scaled, frame));
    float[] values = new float[shape.size()];
    BytePointer pixels = scaled.data(0);
    for (int row = 0; row < height; row++) {
      pixels.position((long) row * scaled.linesize(0)).get(line);
      for (int column = 0; column < width; column++) {
        for (int channel = 0; channel < shape.channels(); channel++) {
          int value = Byte.toUnsignedInt(line[column * shape.channels() + channel]);
          values[turnedIndex(channel, row, column)] = value / WHITE;
        }
      }
    }
    return values;
  }

  private int turnedIndex(int channel, int row, int column) {
    int fromBottom = height - 1 - row;
    int fromRight = width - 1 - column;
    return switch (quarterTurns) {
      case 0 -> Pixels.index(shape, channel, row, column);
      case 1 -> Pixels.index(shape, channel, column, fromBottom);
      case 2 -> Pixels.index(shape, channel, fromBottom, fromRight);
      default -> Pixels.index(shape, channel, fromRight, row);
    };
  }

  private void require(int code) {
    if (code < 0) {
      throw new IllegalStateException("cannot scale to " + shape + ": " + Ffmpeg.reason(code));
    }
  }

  @Override
  public void close() {
    avutil.av_frame_free(scaled);
    swscale.sws_free_context(context);
  }
}
