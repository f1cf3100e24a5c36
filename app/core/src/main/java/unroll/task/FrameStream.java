package unroll.task;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import unroll.data.Channel;
import unroll.data.Sequence;
import unroll.training.Answers;

/**
 * Answers the steps of sequences one by one as they arrive, and says how long each took: from the
 * arrival of its last byte, or from the answer before where it had arrived by then.
 */
final class FrameStream {
  private final FrameLabeler labeler;
  private final Channel input;
  private final Predicate<Map<String, Object>> sink;
  private long arrival = System.nanoTime();
  private long frame;

  FrameStream(FrameLabeler labeler, Channel input, Predicate<Map<String, Object>> sink) {
    this.labeler = labeler;
    this.input = input;
    this.sink = sink;
  }

  /** The same bytes, their arrival being noticed. */
  InputStream watch(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        arrival = System.nanoTime();
        return read;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        arrival = System.nanoTime();
        return read;
      }
    };
  }

  /** The next step begins a sequence. */
  void restart() {
    labeler.forget();
    frame = 0;
  }

  /**
   * Answers a step.
   *
   * @param about what else is to be said of it
   * @return whether to go on
   */
  boolean answer(Sequence step, Map<String, Object> about) {
    double[] probabilities = labeler.step(input, step);
    int best = new Answers(new double[][] {probabilities}).best(0);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("frame", frame++);
    answer.putAll(about);
    answer.put("label", labeler.label(best));
    answer.put("probability", probabilities[best]);
    answer.put("milliseconds", (System.nanoTime() - arrival) / 1e6);
    boolean wanted = sink.test(answer);
    arrival = System.nanoTime();
    return wanted;
  }
}
