package unroll.data.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import unroll.config.UserException;

/**
 * Cuts a text into pieces and puts pieces together. Joining what was split gives the text in normal
 * form C, for words and subwords with every run of white space as one space and none at the ends.
 * No piece is empty, and none holds both a {@code <} and a letter.
 */
public sealed interface TextSplitter permits CodePointSplitter, WordSplitter, SubwordSplitter {
  /** The file in a run folder with the merges of subwords. */
  String MERGES_FILE = "merges.txt";

  /** As many merges as can be learned or read. */
  int MOST_MERGES = 1_000_000;

  /**
   * @param lowercase whether to read every letter as its small one, without regard to its neighbors
   * @param merges number of merges to learn at most, {@link TextUnit#SUBWORD} only
   * @param texts to learn the merges from, {@link TextUnit#SUBWORD} only
   * @throws UserException if a text cannot be split, see {@link #split}
   */
  static TextSplitter learn(TextUnit unit, boolean lowercase, int merges, Iterable<String> texts) {
    return switch (unit) {
      case CHARACTER -> new CodePointSplitter(lowercase, true);
      case SYLLABLE -> new CodePointSplitter(lowercase, false);
      case WORD -> new WordSplitter(lowercase);
      case SUBWORD -> SubwordSplitter.learn(lowercase, merges, texts);
    };
  }

  /**
   * @param mergesFile holds what {@link #toBytes} gave, {@link TextUnit#SUBWORD} only
   * @throws UserException if that file cannot be read or is not one of merges
   */
  static TextSplitter read(TextUnit unit, boolean lowercase, Path mergesFile) {
    return unit == TextUnit.SUBWORD
        ? new SubwordSplitter(lowercase, MergesFile.read(mergesFile))
        : learn(unit, lowercase, 0, List.of());
  }

  /**
   * @throws UserException if the text has half a surrogate pair, or more combining marks in a row
   *     than any script needs
   */
  List<String> split(String text);

  /** Also joins pieces that no text was split into, as a network may write them. */
  String join(List<String> pieces);

  /**
   * The smaller pieces that a piece was made of, left to right, so that one that a vocabulary lacks
   * can be read all the same; none for a piece that cannot be taken apart.
   */
  default List<String> parts(String piece) {
    return List.of();
  }

  /** The content of the file that {@link #read} needs, if the unit needs one. */
  default Optional<byte[]> toBytes() {
    return Optional.empty();
  }
}
