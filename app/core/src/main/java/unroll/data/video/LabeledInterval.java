package unroll.data.video;

/**
 * Frames of a clip that have the same label.
 *
 * @param start the first frame, counted from 0
 * @param end the frame after the last
 */
public record LabeledInterval(int start, int end, String label) {}
