package unroll.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.LineReader;
import unroll.task.Predictor;

/** Lines for {@code unroll predict}, each answered or refused by itself. */
final class PredictFamily implements FuzzFamily {
  /** More than is mutated into a line, and less than a network takes long for. */
  private static final int LONGEST = 3000;

  private static final int MOST_LINES = 50;

  private final Predictor predictor;
  private final List<byte[]> seeds;

  PredictFamily(TinyRun run, byte[]... seeds) {
    this.predictor = run.open();
    this.seeds = List.of(seeds);
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public void read(byte[] input) throws IOException {
    byte[] start = input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
    LineReader lines = new LineReader(new ByteArrayInputStream(start));
    Optional<LineReader.Line> line = lines.next();
    for (int count = 0; line.isPresent() && count < MOST_LINES; count++) {
      try {
        predictor.answer(line.get().text());
      } catch (UserException e) {
        if (e.getMessage().isBlank()) {
          throw new IllegalStateException("refused without a reason", e);
        }
      }
      line = lines.next();
    }
  }
}
