package unroll.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.LineReader;
import unroll.task.Predictor;

/** Lines for {@code unroll predict}, each answered or refused by itself. */
final class PredictFamily implements FuzzFamily {
  /** More than is mutated into a line, and less than a network takes long for. */
  private static final int LONGEST = 3000;

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
    byte[] start = input.length > LONGEST ? java.util.Arrays.copyOf(input, LONGEST) : input;
    LineReader lines = new LineReader(new ByteArrayInputStream(start));
    for (Optional<LineReader.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      try {
        predictor.answer(line.get().text());
      } catch (UserException e) {
        if (e.getMessage().isBlank()) {
          throw new IllegalStateException("refused without a reason", e);
        }
      }
    }
  }
}
