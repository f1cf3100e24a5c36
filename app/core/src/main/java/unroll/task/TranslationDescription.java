package unroll.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import unroll.config.Words;
import unroll.data.text.TextVocabulary;

/** What a person should know of the pairs of a {@link Translation}. */
final class TranslationDescription {
  private final Translation task;
  private final TranslationEncoder encoder;
  private final Map<String, EncodedPairs> splits;

  /**
   * @param splits by their names, training first
   */
  TranslationDescription(
      Translation task, TranslationEncoder encoder, Map<String, EncodedPairs> splits) {
    this.task = task;
    this.encoder = encoder;
    this.splits = splits;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    splits.forEach((name, split) -> lines.add(line(name, split)));
    if (!splits.containsKey(PairSplits.VALIDATION)) {
      lines.add("validation: none, so the training loss decides which model is best");
    }
    if (splits.values().stream().anyMatch(split -> split.leftOut() > 0)) {
      lines.add("left out: pairs with a sentence of more than " + longest(task));
    }
    lines.add("source" + vocabulary(encoder.source(), task.source()));
    lines.add("target" + vocabulary(encoder.target(), task.target()));
    return lines;
  }

  private String line(String name, EncodedPairs split) {
    List<SentencePair> pairs = split.pairs();
    StringBuilder line = new StringBuilder("%s: %,d pairs".formatted(name, pairs.size()));
    if (split.leftOut() > 0) {
      line.append(" of %,d (%,d left out)".formatted(split.read(), split.leftOut()));
    }
    if (name.equals(PairSplits.TRAINING)) {
      return line.toString();
    }
    List<SentencePair> training = splits.get(PairSplits.TRAINING).pairs();
    long shared = PairSplits.shared(pairs, training, task.source());
    if (shared > 0) {
      line.append(", %,d with a source that training has too".formatted(shared));
    }
    line.append(unknown(encoder.source(), pairs, SentencePair::source, "source"));
    line.append(unknown(encoder.target(), pairs, SentencePair::target, "target"));
    return line.toString();
  }

  private static String unknown(
      TextVocabulary vocabulary,
      List<SentencePair> pairs,
      Function<SentencePair, String> sentence,
      String side) {
    double share = vocabulary.unknownShare(() -> pairs.stream().map(sentence).iterator());
    return share > 0
        ? ", %.2f %% of the pieces of the %s unknown".formatted(100 * share, side)
        : "";
  }

  /** What a sentence must not be longer than. */
  static String longest(Translation task) {
    String words = task.maxWords() > 0 ? "%,d words, ".formatted(task.maxWords()) : "";
    return words
        + "%,d source or %,d target pieces"
            .formatted(task.source().maxLength(), task.target().maxLength());
  }

  private static String vocabulary(TextVocabulary vocabulary, Language language) {
    return ": %,d symbols, a %s each"
        .formatted(vocabulary.size(), Words.kebabCase(language.unit()));
  }
}
