package unroll.data.video;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;
import unroll.config.UserException;

/**
 * When the frames of a video are shown, counted from the first. Some containers do not tell it of
 * every frame: one they leave out follows the one before at the video's rate.
 */
final class FrameClock {
  private final VideoContainer container;
  private double start;
  private double seconds = Double.NaN;
  private double interval;

  FrameClock(VideoContainer container) {
    this.container = container;
  }

  /**
   * @return seconds of the next frame, which is given
   * @throws UserException if neither its time nor a rate is known
   */
  double seconds(AVFrame frame) {
    boolean first = Double.isNaN(seconds);
    double before = seconds;
    if (frame.best_effort_timestamp() != avutil.AV_NOPTS_VALUE) {
      seconds = frame.best_effort_timestamp() * toDouble(container.stream().time_base());
    } else {
      seconds = first ? 0 : seconds + interval(frame);
    }
    start = first ? seconds : start;
    interval = first ? 0 : seconds - before;
    return seconds - start;
  }

  private double interval(AVFrame frame) {
    double rate = toDouble(container.guessRate(frame));
    double guess = rate > 0 ? 1 / rate : interval;
    if (guess > 0) {
      return guess;
    }
    throw new UserException(container.name() + ": does not tell when its frames are shown");
  }

  private static double toDouble(AVRational ratio) {
    return (double) ratio.num() / ratio.den();
  }
}
