package unroll.data.video;

/**
 * A frame of a video.
 *
 * @param seconds when it is shown, counted from the first frame of the video
 * @param values {@code [channel, row, column]}, 0 (black) to 1; not copied
 */
public record VideoFrame(double seconds, float[] values) {}
