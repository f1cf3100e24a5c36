package unroll.data.video;

import it.unimi.dsi.fastutil.bytes.ByteArrayList;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import unroll.config.UserException;
import unroll.data.FrameShape;
import unroll.data.Frames;

/**
 * The frames of a video (mp4, webm, gif, avi and the like), one after the other in memory that does
 * not grow, scaled to one shape. Nothing but the file itself is read: no address, no file it names.
 *
 * <p>All methods throw a {@link UserException} where the video is cut off or damaged, at the latest
 * after the last frame that is whole. Damage that its codec has no means to see (GIF has none)
 * makes wrong pixels.
 */
public final class VideoReader implements Iterator<VideoFrame>, AutoCloseable {
  private static final float WHITE = 255;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

  private final VideoContainer container;
  private final FrameShape shape;
  private final VideoDecoder decoder;
  private final FrameScaler scaler;
  private final FrameClock clock;
  private VideoFrame ahead;
  private boolean ended;
  private boolean closed;

  /**
   * @throws UserException if the file is missing or no video, has no video stream, or its frames
   *     are larger than 8192 x 8192 pixels
   */
  public VideoReader(Path file, FrameShape shape) {
    this(new VideoContainer(file), shape);
  }

  /**
   * Reads a video as it arrives: a frame is there as soon as its last byte is (for some codecs, the
   * last byte of the frame after it). An mp4 has to begin with its moov box ("faststart"), as a
   * stream cannot be wound back.
   *
   * @param name what to call the stream in messages
   * @param stream is not closed
   */
  public VideoReader(String name, InputStream stream, FrameShape shape) {
    this(new VideoContainer(name, stream), shape);
  }

  private VideoReader(VideoContainer container, FrameShape shape) {
    this.container = container;
    this.shape = shape;
    try {
      Pixels.require(shape);
      this.decoder = new VideoDecoder(container);
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
    this.scaler = new FrameScaler(shape, container.quarterTurns());
    this.clock = new FrameClock(container);
  }

  /** The number of frames the file declares, if it does; webm does not. */
  public OptionalLong declaredFrames() {
    requireOpen();
    return container.extent().declaredFrames();
  }

  @Override
  public boolean hasNext() {
    requireOpen();
    if (ahead == null && !ended) {
      AVFrame frame = decoder.next();
      ended = frame == null;
      ahead = ended ? null : new VideoFrame(clock.seconds(frame), scaler.toValues(frame));
    }
    return ahead != null;
  }

  @Override
  public VideoFrame next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the video has ended");
    }
    VideoFrame frame = ahead;
    ahead = null;
    return frame;
  }

  /**
   * The frames that are left, all of them in memory, a byte a number.
   *
   * @throws UserException as the other methods, and if the frames have more than 2 billion numbers
   *     or would take more than a quarter of what Java may use
   */
  public Frames readAll() {
    ByteArrayList bytes = new ByteArrayList();
    // While the list grows, and where it is trimmed, there are two of them.
    int most = (int) Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4);
    while (hasNext()) {
      if (bytes.size() > most - shape.size()) {
        throw new UserException(
            "%s: has too many frames to be kept in memory; at most %d of that size fit"
                .formatted(container.name(), most / shape.size()));
      }
      for (float value : next().values()) {
        bytes.add((byte) Math.round(value * WHITE));
      }
    }
    return Frames.ofBytes(bytes.toByteArray(), shape.size());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      scaler.close();
      decoder.close();
      container.close();
    }
  }
}
