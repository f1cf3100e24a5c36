/**
 * Frames of video files, decoded by FFmpeg, and clips the suite draws itself; imports data and
 * config.
 */
package unroll.data.video;
