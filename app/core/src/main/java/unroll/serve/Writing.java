package unroll.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import unroll.data.Vocabulary;
import unroll.generation.Sampler;
import unroll.generation.TextGenerator;

/** What a character language model writes, and its hidden state while it reads. */
final class Writing {
  static final int LONGEST = 2000;

  private static final int LONGEST_WATCHED = 500;
  private static final long MOST_NUMBERS = 1 << 20;
  private static final int NEXT = 5;
  private static final double DIGITS = 1e5;
  private static final double USUAL_TEMPERATURE = 0.8;
  private static final double HIGHEST_TEMPERATURE = 100;

  private final ServedRun run;
  private final Workers workers;

  Writing(ServedRun run, Workers workers) {
    this.run = run;
    this.workers = workers;
  }

  /** The text that {@code unroll generate} writes for the same options. */
  Map<String, Object> generate(RequestBody body) throws IOException {
    JsonRequest request =
        JsonRequest.read(body, List.of("prompt", "length", "temperature", "top-k", "seed"));
    String prompt = request.text("prompt", "", LONGEST);
    int length = (int) request.whole("length", 500, 0, LONGEST);
    double temperature = request.number("temperature", USUAL_TEMPERATURE, 0, HIGHEST_TEMPERATURE);
    int topK = (int) request.whole("top-k", 0, 0, Integer.MAX_VALUE);
    long seed = request.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    String text =
        workers.compute(
            () ->
                run.models()
                    .use(
                        model ->
                            new TextGenerator(model.network(), model.characters())
                                .text(prompt, length, new Sampler(temperature, topK, seed))));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("text", text);
    answer.put("prompt", prompt);
    answer.put("seed", seed);
    return answer;
  }

  /** The hidden state of the topmost recurrent layer after every character of a text. */
  Map<String, Object> states(RequestBody body) throws IOException {
    JsonRequest request = JsonRequest.read(body, List.of("text"));
    String text = request.text("text", null, LONGEST_WATCHED);
    return workers.compute(() -> run.models().use(model -> states(model, text)));
  }

  private static Map<String, Object> states(Model model, String text) {
    Vocabulary vocabulary = model.characters();
    int[] ids = text.codePoints().map(vocabulary::idOfCharacter).toArray();
    List<String> characters = new ArrayList<>();
    List<List<Double>> hidden = new ArrayList<>();
    List<Map<String, Double>> next = new ArrayList<>();
    model.network().clearStepState();
    for (int id : ids) {
      double[] probabilities = model.network().step(id);
      double[] state = model.network().hiddenState();
      if ((long) state.length * ids.length > MOST_NUMBERS) {
        throw new HttpError(
            400,
            "%,d units; expected at most %,d characters"
                .formatted(state.length, MOST_NUMBERS / state.length));
      }
      characters.add(vocabulary.symbol(id));
      hidden.add(IntStream.range(0, state.length).mapToObj(unit -> round(state[unit])).toList());
      next.add(mostProbable(vocabulary, probabilities));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("characters", characters);
    answer.put("hidden", hidden);
    answer.put("next", next);
    return answer;
  }

  private static double round(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }

  private static Map<String, Double> mostProbable(Vocabulary vocabulary, double[] probabilities) {
    Map<String, Double> best = new LinkedHashMap<>();
    IntStream.range(0, probabilities.length)
        .boxed()
        .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
        .limit(NEXT)
        .forEach(id -> best.put(vocabulary.symbol(id), round(probabilities[id])));
    return best;
  }
}
