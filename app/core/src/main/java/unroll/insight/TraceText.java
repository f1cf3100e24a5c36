package unroll.insight;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unroll.data.Vocabulary;

/** A trace of a character model as lines of text for a terminal. */
public final class TraceText {
  private static final int MOST_NUMBERS = 12;

  private final SequenceTrace trace;
  private final Vocabulary vocabulary;
  private final StringBuilder out = new StringBuilder();

  private TraceText(SequenceTrace trace, Vocabulary vocabulary) {
    this.trace = trace;
    this.vocabulary = vocabulary;
  }

  /** The characters, their ids and their one-hot vectors. */
  public static String vocabulary(Vocabulary vocabulary) {
    StringBuilder text = new StringBuilder("vocabulary and one-hot vectors\n");
    for (int id = 0; id < vocabulary.size(); id++) {
      int position = id;
      String vector =
          position < MOST_NUMBERS
              ? IntStream.range(0, Math.min(vocabulary.size(), MOST_NUMBERS))
                  .mapToObj(i -> i == position ? "1" : "0")
                  .collect(Collectors.joining(" "))
              : "0 ... 1 at " + position;
      text.append(
          "  %-4s id %-3d [%s%s]\n"
              .formatted(
                  shown(vocabulary, id),
                  id,
                  vector,
                  vocabulary.size() > MOST_NUMBERS ? " ..." : ""));
    }
    return text.toString();
  }

  /** Every step of a character model with its numbers, and the mean loss. */
  public static String steps(SequenceTrace trace, Vocabulary vocabulary) {
    TraceText text = new TraceText(trace, vocabulary);
    trace.answers().forEach(text::step);
    text.out.append(String.format(Locale.ROOT, "mean loss %.4f nats\n", trace.meanLoss()));
    return text.out.toString();
  }

  private void step(int step, TraceAnswer answer) {
    out.append(
        "step %d: reads %s, should say %s\n"
            .formatted(
                step + 1,
                shown(vocabulary, trace.inputs()[step]),
                shown(vocabulary, answer.label())));
    line("hidden", trace.hidden(step));
    line("logits", answer.logits());
    line("softmax", answer.outputs());
    out.append(
        String.format(
            Locale.ROOT,
            "  says    %s; loss -ln %.4f = %.4f\n",
            shown(vocabulary, answer.best()),
            answer.outputs()[answer.label()],
            answer.loss()));
  }

  private void line(String name, double[] numbers) {
    String shown =
        IntStream.range(0, Math.min(numbers.length, MOST_NUMBERS))
            .mapToObj(i -> String.format(Locale.ROOT, "%8.4f", numbers[i]))
            .collect(Collectors.joining(" "));
    out.append(
        "  %-7s [%s%s]\n".formatted(name, shown, numbers.length > MOST_NUMBERS ? " ..." : ""));
  }

  private static String shown(Vocabulary vocabulary, int id) {
    String symbol = Vocabulary.escape(vocabulary.symbol(id));
    return symbol.isBlank() ? "'" + symbol + "'" : symbol;
  }
}
