package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.text.TextVocabulary;

/**
 * Sentences as a network reads and writes them; learned from training pairs. Input symbols are the
 * source's, and after them the target's where those are fed back.
 */
final class TranslationEncoder {
  private static final String SOURCE = "source";
  private static final String TARGET = "target";
  private static final String END = "<end>";
  private static final String PAD = "<pad>";

  private final Translation task;
  private final TextVocabulary source;
  private final TextVocabulary target;

  private TranslationEncoder(Translation task, TextVocabulary source, TextVocabulary target) {
    this.task = task;
    this.source = source;
    this.target = target;
  }

  /**
   * @param training gives all pairs to learn from, as often as it is asked
   */
  static TranslationEncoder learn(Translation task, Supplier<Stream<SentencePair>> training) {
    return new TranslationEncoder(
        task,
        task.source()
            .learn(() -> training.get().map(SentencePair::source).iterator(), special(task)),
        task.target()
            .learn(
                () -> training.get().map(SentencePair::target).iterator(), specialOfTarget(task)));
  }

  /**
   * Reads what {@link #files} wrote.
   *
   * @throws UserException if a file is missing or damaged
   */
  static TranslationEncoder read(Translation task, Path run) {
    return new TranslationEncoder(
        task,
        task.source().read(run, SOURCE, special(task)),
        task.target().read(run, TARGET, specialOfTarget(task)));
  }

  private static List<String> special(Translation task) {
    return task.padding() == Translation.Padding.SYMBOLS
        ? List.of(TextVocabulary.UNKNOWN, PAD)
        : List.of(TextVocabulary.UNKNOWN);
  }

  private static List<String> specialOfTarget(Translation task) {
    return task.padding() == Translation.Padding.SYMBOLS
        ? List.of(TextVocabulary.UNKNOWN, END, PAD)
        : List.of(TextVocabulary.UNKNOWN, END);
  }

  /** What a run must keep: content by the name of its file. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>(Language.files(source, SOURCE));
    files.putAll(Language.files(target, TARGET));
    return files;
  }

  TextVocabulary source() {
    return source;
  }

  TextVocabulary target() {
    return target;
  }

  DataShape shape() {
    boolean fedBack = task.feed() == Translation.Feed.PREVIOUS_LABEL;
    return new DataShape(
        task.topology(),
        Channel.symbols(inputSymbols()),
        Channel.symbols(target.size()),
        fedBack ? OptionalInt.of(source.size()) : OptionalInt.empty());
  }

  private int inputSymbols() {
    boolean fedBack = task.feed() == Translation.Feed.PREVIOUS_LABEL;
    return fedBack ? Math.addExact(source.size(), target.size()) : source.size();
  }

  /** What goes in, in the order of the ids. */
  List<String> inputs() {
    List<String> inputs = new ArrayList<>(source.vocabulary().symbols());
    if (task.feed() == Translation.Feed.PREVIOUS_LABEL) {
      inputs.addAll(target.vocabulary().symbols());
    }
    return inputs;
  }

  /** The label that ends a translation. */
  int end() {
    return target.idOfSpecial(END);
  }

  /** The label that fills a translation up, where padding has symbols. */
  OptionalInt pad() {
    return task.padding() == Translation.Padding.SYMBOLS
        ? OptionalInt.of(target.idOfSpecial(PAD))
        : OptionalInt.empty();
  }

  /** A pair as a network is trained on it; empty if one of its sentences is too long. */
  Optional<SequenceExample> example(SentencePair pair) {
    Symbols sourceIds = source.encode(pair.source());
    Symbols targetIds = target.encode(pair.target());
    return sourceIds.length() > task.source().maxLength()
            || targetIds.length() > task.target().maxLength()
        ? Optional.empty()
        : Optional.of(new SequenceExample(input(sourceIds), labels(targetIds)));
  }

  /**
   * A sentence with a translation of it.
   *
   * @param labels of the translation, without the end
   * @throws UserException if the sentence is empty, too long or cannot be split
   */
  SequenceExample example(String sentence, int[] labels) {
    return new SequenceExample(input(sentence), labels(Symbols.of(labels)));
  }

  /**
   * A sentence to translate.
   *
   * @throws UserException if it is empty, too long or cannot be split
   */
  Symbols input(String sentence) {
    if (EmptyTexts.isEmpty(sentence)) {
      throw new UserException("empty; expected a sentence");
    }
    Symbols ids = source.encode(sentence);
    if (ids.length() > task.source().maxLength()) {
      throw new UserException(
          "%,d pieces long; expected at most %,d (task.source.max-length)"
              .formatted(ids.length(), task.source().maxLength()));
    }
    return input(ids);
  }

  private Symbols input(Symbols ids) {
    int length = pad().isPresent() ? task.source().maxLength() : ids.length();
    Symbols.Builder input = new Symbols.Builder(inputSymbols(), length);
    for (int step = 0; step < ids.length(); step++) {
      input.add(ids.at(task.reversedSource() ? ids.length() - 1 - step : step));
    }
    for (int step = ids.length(); step < length; step++) {
      input.add(source.idOfSpecial(PAD));
    }
    return input.build();
  }

  private Symbols labels(Symbols ids) {
    int length = 1 + (pad().isPresent() ? task.target().maxLength() : ids.length());
    Symbols.Builder labels = new Symbols.Builder(target.size(), length);
    for (int step = 0; step < ids.length(); step++) {
      labels.add(ids.at(step));
    }
    labels.add(end());
    for (int step = ids.length() + 1; step < length; step++) {
      labels.add(pad().orElseThrow());
    }
    return labels.build();
  }

  /** What a network reads of a sentence, step by step. */
  List<String> sourcePieces(String sentence) {
    List<String> pieces = new ArrayList<>(source.pieces(sentence));
    if (task.reversedSource()) {
      Collections.reverse(pieces);
    }
    return pieces;
  }

  /** The text of labels that a network wrote. */
  String text(Symbols labels) {
    return target.decode(labels);
  }

  /** As above, with another piece for every one that the network does not know. */
  String text(Symbols labels, IntFunction<String> unknown) {
    return target.decode(labels, unknown);
  }

  /** A true translation as its unit would write it if it knew every piece. */
  String reference(String translation) {
    return target.splitter().join(target.splitter().split(translation));
  }
}
