package unroll.task;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.FrameShape;
import unroll.data.Frames;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.image.CaptionedImage;
import unroll.data.image.ImageShape;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextUnit;
import unroll.data.text.TextVocabulary;

/** Captions as a network reads and writes them: the ids of their words, then that of the end. */
final class CaptionEncoder {
  private static final String VOCABULARY_FILE = CharacterLanguageModel.VOCABULARY_FILE;
  private static final String END = "<end>";
  private static final List<String> SPECIAL = List.of(TextVocabulary.UNKNOWN, END);

  private final ImageCaptioning task;
  private final TextVocabulary vocabulary;

  private CaptionEncoder(ImageCaptioning task, TextVocabulary vocabulary) {
    this.task = task;
    this.vocabulary = vocabulary;
  }

  /**
   * @param captions those of the training images
   * @throws UserException if no word stands in them often enough
   */
  static CaptionEncoder learn(ImageCaptioning task, Iterable<String> captions) {
    TextVocabulary vocabulary =
        TextVocabulary.count(splitter(task), captions, SPECIAL, 0, task.minimumCount());
    if (vocabulary.size() == SPECIAL.size()) {
      throw new UserException(
          "task.minimum-count: no word stands %d times in the training captions"
              .formatted(task.minimumCount()));
    }
    return new CaptionEncoder(task, vocabulary);
  }

  /**
   * @param run a folder with the {@link #files} of one that was learned
   * @throws UserException if a file is missing or damaged
   */
  static CaptionEncoder read(ImageCaptioning task, Path run) {
    return new CaptionEncoder(
        task, TextVocabulary.read(splitter(task), run.resolve(VOCABULARY_FILE), SPECIAL));
  }

  private static TextSplitter splitter(ImageCaptioning task) {
    return TextSplitter.learn(TextUnit.WORD, task.lowercase(), 0, List.of());
  }

  /** Images with what the network reads of their captions: words with a space between them. */
  static List<DescribedImage> describe(ImageCaptioning task, List<CaptionedImage> images) {
    TextSplitter splitter = splitter(task);
    return DescribedImage.of(images, caption -> splitter.join(splitter.split(caption)));
  }

  /** What {@link #read} needs, by the names of the files. */
  Map<String, byte[]> files() {
    return Map.of(VOCABULARY_FILE, vocabulary.vocabulary().toBytes());
  }

  ImageShape imageShape() {
    return task.images().shape();
  }

  DataShape shape() {
    ImageShape read = task.frame();
    FrameShape frame = new FrameShape(read.channels(), read.height(), read.width());
    boolean isFedBack = task.feed() == ImageCaptioning.Feed.PREVIOUS_LABEL;
    return new DataShape(
        task.topology(),
        new Channel.Mixed(frame, isFedBack ? vocabulary.size() : 0),
        Channel.symbols(vocabulary.size()),
        isFedBack ? OptionalInt.of(0) : OptionalInt.empty());
  }

  /** Words that are told apart, special symbols included. */
  int vocabularySize() {
    return vocabulary.size();
  }

  /** The id by which a caption ends. */
  int end() {
    return vocabulary.idOfSpecial(END);
  }

  /** Whether a caption has more words than are learned of it. */
  boolean isCut(String caption) {
    return vocabulary.encode(caption).length() > task.maxLength();
  }

  /** The share of the captions' words that the vocabulary does not have. */
  double unknownShare(Iterable<String> captions) {
    return vocabulary.unknownShare(captions);
  }

  /** What the labels stand for, special symbols included. */
  List<String> words() {
    return vocabulary.vocabulary().symbols();
  }

  /** What the vocabulary knows of the words that are read of some captions. */
  Coverage coverage(Stream<String> captions) {
    return Coverage.of(
        "words",
        vocabulary.vocabulary(),
        captions.flatMap(caption -> vocabulary.pieces(caption).stream().limit(task.maxLength())));
  }

  /** An example for every caption. */
  List<SequenceExample> examples(DescribedImage image) {
    Frames frame = task.input(image.frame());
    return image.captions().stream()
        .map(caption -> new SequenceExample(frame, labels(caption)))
        .toList();
  }

  /**
   * A caption that a network wrote.
   *
   * @param written its labels without the end
   */
  SequenceExample example(Frames frame, int[] written) {
    Symbols.Builder labels = new Symbols.Builder(vocabulary.size(), written.length + 1);
    for (int word : written) {
      labels.add(word);
    }
    labels.add(end());
    return new SequenceExample(frame, labels.build());
  }

  /** A caption that is cut has no end to be learned. */
  private Symbols labels(String caption) {
    Symbols words = vocabulary.encode(caption);
    int length = Math.min(words.length(), task.maxLength());
    Symbols.Builder labels = new Symbols.Builder(vocabulary.size(), length + 1);
    for (int word = 0; word < length; word++) {
      labels.add(words.at(word));
    }
    if (length == words.length()) {
      labels.add(end());
    }
    return labels.build();
  }

  /**
   * @param labels without the end
   */
  String text(int[] labels) {
    return vocabulary.decode(Symbols.of(labels));
  }
}
