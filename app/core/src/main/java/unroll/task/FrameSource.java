package unroll.task;

import java.nio.file.Path;
import java.util.List;

/**
 * Reads labeled sequences of one kind.
 *
 * @param <F> the frames of a sequence as a file has them
 */
interface FrameSource<F> {
  /**
   * The sequences of a file.
   *
   * @throws unroll.config.UserException if it cannot be read or has a label that is unknown
   */
  List<LabeledFrames<F>> read(Path file);

  /** Sequences to train on that are in no file. */
  default List<LabeledFrames<F>> given() {
    return List.of();
  }

  /**
   * How sequences become what a network reads.
   *
   * @param training the sequences to learn it from
   */
  FrameEncoding<F> fit(List<LabeledFrames<F>> training);

  /** Files read besides those of the sequences. */
  default List<Path> otherFiles() {
    return List.of();
  }

  /** What predictions of steps are listed with: the name of a column, empty for none. */
  default String markName() {
    return "";
  }
}
