package unroll.task;

import java.util.Map;
import unroll.data.Channel;
import unroll.data.Sequence;

/**
 * How frames become what a network reads: learned from training sequences, kept with a run.
 *
 * @param <F> the frames of a sequence as a file has them
 */
interface FrameEncoding<F> {
  Channel channel();

  /**
   * @param name what to call the sequence in messages
   * @throws unroll.config.UserException if the network cannot read it
   */
  Sequence encode(F frames, String name);

  /** Content by the name of its file in a run folder. */
  Map<String, byte[]> files();

  /** A line for a person. */
  String description();
}
