package unroll.insight;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unroll.data.Vocabulary;

/** A trace as lines of text for a terminal. */
public final class TraceText {
  private static final int MOST_NUMBERS = 12;

  private final CharacterTrace trace;
  private final StringBuilder out = new StringBuilder();

  private TraceText(CharacterTrace trace) {
    this.trace = trace;
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

  /** Every step with its numbers, and the mean loss. */
  public static String steps(CharacterTrace trace) {
    TraceText text = new TraceText(trace);
    for (int i = 0; i < trace.steps().size(); i++) {
      text.step(i + 1, trace.steps().get(i));
    }
    text.out.append(String.format(Locale.ROOT, "mean loss %.4f nats\n", trace.meanLoss()));
    return text.out.toString();
  }

  private void step(int number, CharacterTrace.Step step) {
    Vocabulary vocabulary = trace.vocabulary();
    out.append(
        "step %d: reads %s, should say %s\n"
            .formatted(number, shown(vocabulary, step.input()), shown(vocabulary, step.target())));
    line("hidden", step.hidden());
    line("logits", step.logits());
    line("softmax", step.probabilities());
    int guess = 0;
    for (int id = 1; id < step.probabilities().length; id++) {
      guess = step.probabilities()[id] > step.probabilities()[guess] ? id : guess;
    }
    out.append(
        String.format(
            Locale.ROOT,
            "  says    %s; loss -ln %.4f = %.4f\n",
            shown(vocabulary, guess),
            step.probabilities()[step.target()],
            step.loss()));
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
