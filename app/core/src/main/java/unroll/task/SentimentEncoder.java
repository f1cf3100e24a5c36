package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.MemoryShare;
import unroll.data.SequenceExample;
import unroll.data.StoredList;
import unroll.data.SymbolExampleFormat;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextVocabulary;

/** Texts as a network reads them, and its classes; learned from training texts. */
final class SentimentEncoder {
  private static final String VOCABULARY_FILE = CharacterLanguageModel.VOCABULARY_FILE;
  private static final String LABELS_FILE = "labels.txt";

  /** Stands for the whole of a text that is white space at most. */
  private static final String EMPTY = "<empty>";

  private final SentimentClassification task;
  private final TextVocabulary vocabulary;
  private final Vocabulary classes;

  private SentimentEncoder(
      SentimentClassification task, TextVocabulary vocabulary, Vocabulary classes) {
    this.task = task;
    this.vocabulary = vocabulary;
    this.classes = classes;
  }

  static SentimentEncoder learn(SentimentClassification task, SentimentTexts texts) {
    Iterable<String> training =
        () -> texts.of("training").stream().map(LabeledText::text).iterator();
    int merges = task.merges() == null ? 0 : task.merges();
    TextVocabulary vocabulary =
        TextVocabulary.count(
            TextSplitter.learn(task.unit(), task.lowercase(), merges, training),
            training,
            special(task),
            task.vocabularyLimit(),
            task.minimumCount());
    List<String> names = task.labelNames().isEmpty() ? texts.labels() : task.labelNames();
    return new SentimentEncoder(task, vocabulary, new Vocabulary(names));
  }

  /**
   * @param run a folder with the {@link #files} of one that was learned
   * @throws UserException if a file is missing or damaged
   */
  static SentimentEncoder read(SentimentClassification task, Path run) {
    TextSplitter splitter =
        TextSplitter.read(task.unit(), task.lowercase(), run.resolve(TextSplitter.MERGES_FILE));
    return new SentimentEncoder(
        task,
        TextVocabulary.read(splitter, run.resolve(VOCABULARY_FILE), special(task)),
        Vocabulary.read(run.resolve(LABELS_FILE)));
  }

  private static List<String> special(SentimentClassification task) {
    return task.emptyTexts() == EmptyTexts.KEEP
        ? List.of(TextVocabulary.UNKNOWN, EMPTY)
        : List.of(TextVocabulary.UNKNOWN);
  }

  /** What {@link #read} needs, by the names of the files. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(VOCABULARY_FILE, vocabulary.vocabulary().toBytes());
    files.put(LABELS_FILE, classes.toBytes());
    vocabulary
        .splitter()
        .toBytes()
        .ifPresent(merges -> files.put(TextSplitter.MERGES_FILE, merges));
    return files;
  }

  /** What people call the classes, in the order of their ids. */
  List<String> classes() {
    return classes.symbols();
  }

  /** The pieces that are told apart, in the order of their ids. */
  List<String> pieces() {
    return vocabulary.vocabulary().symbols();
  }

  /** Different pieces that are told apart, special symbols included. */
  int vocabularySize() {
    return vocabulary.size();
  }

  /** What the vocabulary knows of the pieces that are read of some texts. */
  Coverage coverage(List<LabeledText> texts) {
    return Coverage.of(
        Words.kebabCase(task.unit()) + "s",
        vocabulary.vocabulary(),
        texts.stream()
            .filter(text -> !text.isEmpty())
            .flatMap(text -> vocabulary.pieces(text.text()).stream().limit(task.maxLength())));
  }

  DataShape shape() {
    return new DataShape(
        Topology.MANY_TO_ONE, Channel.symbols(vocabulary.size()), Channel.symbols(classes.size()));
  }

  /**
   * A text as a network reads it.
   *
   * @param length how many pieces it has, before it is cut
   */
  record Encoded(Symbols symbols, int length) {
    boolean isCut() {
      return symbols.length() < length;
    }
  }

  /**
   * @throws UserException if the text is empty and that is no input, or cannot be split
   */
  Encoded encode(String text) {
    if (EmptyTexts.isEmpty(text)) {
      if (task.emptyTexts() != EmptyTexts.KEEP) {
        throw new UserException("empty; expected text");
      }
      return new Encoded(Symbols.of(vocabulary.idOfSpecial(EMPTY)), 1);
    }
    Symbols whole = vocabulary.encode(text);
    return new Encoded(cut(whole), whole.length());
  }

  private Symbols cut(Symbols whole) {
    if (whole.length() <= task.maxLength()) {
      return whole;
    }
    // A slice would keep the whole text in memory.
    Symbols.Builder cut = new Symbols.Builder(vocabulary.size(), task.maxLength());
    for (int step = 0; step < task.maxLength(); step++) {
      cut.add(whole.at(step));
    }
    return cut.build();
  }

  /**
   * @param share of memory for what is read of them
   */
  EncodedTexts encode(List<LabeledText> texts, MemoryShare share) {
    List<Symbols> labels = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      labels.add(Symbols.of(label));
    }
    int unknown = vocabulary.idOfSpecial(TextVocabulary.UNKNOWN);
    StoredList.Builder<SequenceExample> examples =
        new StoredList.Builder<>(new SymbolExampleFormat(), share);
    int cut = 0;
    long pieces = 0;
    long unknownPieces = 0;
    for (LabeledText text : texts) {
      Encoded encoded = encode(text.text());
      examples.add(new SequenceExample(encoded.symbols(), labels.get(text.label())));
      cut += encoded.isCut() ? 1 : 0;
      pieces += encoded.symbols().length();
      for (int step = 0; step < encoded.symbols().length(); step++) {
        unknownPieces += encoded.symbols().at(step) == unknown ? 1 : 0;
      }
    }
    return new EncodedTexts(examples.build(), cut, (double) unknownPieces / pieces);
  }
}
