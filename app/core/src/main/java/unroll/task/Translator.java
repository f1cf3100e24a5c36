package unroll.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import unroll.data.Alignment;
import unroll.data.Symbols;
import unroll.generation.Candidate;
import unroll.generation.Ensemble;
import unroll.generation.SearchOptions;
import unroll.generation.SequenceGenerator;

/** Has networks write translations: the most probable pieces, or what a search finds. */
final class Translator {
  /** Sentences side by side, times what is searched for each. */
  private static final int MOST_ROWS = 256;

  /** Probabilities of one step of all of them. */
  private static final int MOST_OUTPUTS = 1 << 22;

  private final Translation task;
  private final TranslationEncoder encoder;
  private final Ensemble networks;
  private final SequenceGenerator generator;

  /**
   * A translation that was found.
   *
   * @param score the larger the better; the natural logarithm of its probability, divided by what
   *     the length penalty makes of its length, and what the coverage penalty adds
   */
  record Found(String text, double score, Candidate candidate) {}

  Translator(Translation task, TranslationEncoder encoder, Ensemble networks) {
    this.task = task;
    this.encoder = encoder;
    this.networks = networks;
    this.generator = new SequenceGenerator(networks, encoder.shape(), encoder.end());
  }

  /**
   * The best translations of a sentence, the best first: at most as many as the beam is wide.
   *
   * @throws unroll.config.UserException if the sentence is empty, too long or cannot be split
   */
  List<Found> translate(String sentence) {
    return generator.search(List.of(encoder.input(sentence)), task.search()).get(0).stream()
        .map(candidate -> found(sentence, candidate))
        .toList();
  }

  /** The best translation of every sentence, as the task searches for it. */
  List<String> translateAll(List<String> sentences) {
    return translateAll(sentences, task.search());
  }

  /** The best translation of every sentence. */
  List<String> translateAll(List<String> sentences, SearchOptions options) {
    List<Symbols> inputs = sentences.stream().map(encoder::input).toList();
    String[] translations = new String[inputs.size()];
    for (List<Integer> batch : batches(inputs, options.width())) {
      List<Candidate> best = generator.best(batch.stream().map(inputs::get).toList(), options);
      for (int row = 0; row < best.size(); row++) {
        int index = batch.get(row);
        translations[index] = found(sentences.get(index), best.get(row)).text();
      }
    }
    return Arrays.asList(translations);
  }

  private Found found(String sentence, Candidate candidate) {
    Symbols labels = Symbols.of(candidate.labels());
    String text =
        task.unknown() == Translation.Unknown.SOURCE
            ? encoder.text(labels, step -> lookedAt(sentence, candidate.alignment().get(step)))
            : encoder.text(labels);
    return new Found(text, candidate.score(), candidate);
  }

  private String lookedAt(String sentence, float[] alignment) {
    return encoder.sourcePieces(sentence).get(Alignment.mostLookedAt(alignment));
  }

  /**
   * What the pieces of a translation looked at, its ending last if it has one.
   *
   * @param found of that sentence, by a network with an attention
   */
  Alignment alignment(String sentence, Found found) {
    List<float[]> weights = found.candidate().alignment();
    int[] labels = found.candidate().labels();
    List<String> written =
        IntStream.range(0, weights.size())
            .mapToObj(step -> step < labels.length ? labels[step] : encoder.end())
            .map(encoder.target().vocabulary()::symbol)
            .toList();
    return new Alignment(encoder.sourcePieces(sentence), written, weights.toArray(float[][]::new));
  }

  /** What translations of sentences looked at; empty without an attention. */
  List<Alignment> alignments(List<String> sentences) {
    List<Alignment> alignments = new ArrayList<>();
    for (String sentence : sentences) {
      Found found = translate(sentence).get(0);
      if (!found.candidate().alignment().isEmpty()) {
        alignments.add(alignment(sentence, found));
      }
    }
    return alignments;
  }

  /** Places of sentences of similar length, so that few wait for others to end. */
  private List<List<Integer>> batches(List<Symbols> inputs, int width) {
    List<Integer> byLength =
        IntStream.range(0, inputs.size())
            .boxed()
            .sorted(Comparator.comparingInt(index -> inputs.get(index).length()))
            .toList();
    long rows = Math.min(MOST_ROWS, MOST_OUTPUTS / networks.labels());
    int sentences = (int) Math.max(1, rows / width);
    List<List<Integer>> batches = new ArrayList<>();
    for (int from = 0; from < inputs.size(); from += sentences) {
      batches.add(byLength.subList(from, Math.min(from + sentences, inputs.size())));
    }
    return batches;
  }
}
