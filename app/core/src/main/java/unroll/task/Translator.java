package unroll.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import unroll.data.Symbols;
import unroll.generation.Candidate;
import unroll.generation.SequenceGenerator;
import unroll.network.RecurrentNetwork;

/** Has a network write translations, as its task says: the most probable piece, or a search. */
final class Translator {
  /** Sentences side by side. */
  private static final int MOST_ROWS = 256;

  /** Probabilities of one step of all of them. */
  private static final int MOST_OUTPUTS = 1 << 22;

  private final Translation task;
  private final TranslationEncoder encoder;
  private final RecurrentNetwork network;
  private final SequenceGenerator generator;

  /**
   * A translation that was found.
   *
   * @param score the larger the better; the natural logarithm of its probability, divided by what
   *     the length penalty makes of its length
   */
  record Found(String text, double score) {}

  Translator(Translation task, TranslationEncoder encoder, RecurrentNetwork network) {
    this.task = task;
    this.encoder = encoder;
    this.network = network;
    this.generator =
        new SequenceGenerator(network, encoder.shape(), encoder.end(), task.target().maxLength());
  }

  /** The best translations of a sentence, the best first: at most as many as the beam is wide. */
  List<Found> translate(Symbols input) {
    return found(List.of(input)).get(0);
  }

  /** The best translation of every sentence. */
  List<String> translateAll(List<Symbols> inputs) {
    String[] translations = new String[inputs.size()];
    for (List<Integer> batch : batches(inputs)) {
      List<Symbols> sentences = batch.stream().map(inputs::get).toList();
      List<String> best =
          task.beamWidth() == 1
              ? generator.greedy(sentences).stream().map(encoder::text).toList()
              : found(sentences).stream().map(all -> all.get(0).text()).toList();
      for (int row = 0; row < best.size(); row++) {
        translations[batch.get(row)] = best.get(row);
      }
    }
    return Arrays.asList(translations);
  }

  /** The labels of the best translation of a sentence, without the end. */
  int[] labels(Symbols input) {
    return generator
        .beam(List.of(input), task.beamWidth(), task.lengthPenalty())
        .get(0)
        .get(0)
        .labels();
  }

  private List<List<Found>> found(List<Symbols> inputs) {
    return generator.beam(inputs, task.beamWidth(), task.lengthPenalty()).stream()
        .map(candidates -> candidates.stream().map(this::found).toList())
        .toList();
  }

  private Found found(Candidate candidate) {
    return new Found(encoder.text(candidate.labels()), candidate.score());
  }

  /** Places of sentences of similar length, so that few wait for others to end. */
  private List<List<Integer>> batches(List<Symbols> inputs) {
    List<Integer> byLength =
        IntStream.range(0, inputs.size())
            .boxed()
            .sorted(Comparator.comparingInt(index -> inputs.get(index).length()))
            .toList();
    long rows = Math.min(MOST_ROWS, MOST_OUTPUTS / network.outputSize());
    int sentences = (int) Math.max(1, rows / task.beamWidth());
    List<List<Integer>> batches = new ArrayList<>();
    for (int from = 0; from < inputs.size(); from += sentences) {
      batches.add(byLength.subList(from, Math.min(from + sentences, inputs.size())));
    }
    return batches;
  }
}
