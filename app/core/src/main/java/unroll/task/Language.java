package unroll.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextUnit;
import unroll.data.text.TextVocabulary;

/** How the sentences of one side of a translation become symbols. */
public record Language(
    @Key(doc = "what the network reads or writes at a step", byDefault = "word") TextUnit unit,
    @Key(
            doc = "whether capital letters are small ones, for the network and for its score",
            byDefault = "false")
        boolean lowercase,
    @Key(
            doc = "merges of letters that make the pieces of unit: subword, and no other",
            byDefault = "null",
            min = 0,
            max = TextSplitter.MOST_MERGES)
        Integer merges,
    @Key(
            doc = "most frequent pieces of the training sentences to know; 0: all",
            byDefault = "0",
            min = 0)
        int vocabularyLimit,
    @Key(
            doc =
                "how often a piece must stand there to be known; 1: training never shows the"
                    + " network an unknown one",
            byDefault = "1",
            min = 1)
        int minimumCount,
    @Key(
            doc = "most pieces of a sentence; a pair with a longer one is left out",
            byDefault = "100",
            min = 1,
            max = 1048576)
        int maxLength) {

  public Language {
    if ((unit == TextUnit.SUBWORD) != (merges != null)) {
      throw new InvalidKeyException(
          "merges",
          merges == null
              ? "missing; unit: subword needs a number such as 4000"
              : "goes with unit: subword");
    }
  }

  /** Learns the pieces of training sentences. */
  TextVocabulary learn(Iterable<String> sentences, List<String> special) {
    TextSplitter splitter =
        TextSplitter.learn(unit, lowercase, merges == null ? 0 : merges, sentences);
    return TextVocabulary.count(splitter, sentences, special, vocabularyLimit, minimumCount);
  }

  /**
   * Reads what {@link #files} wrote.
   *
   * @param side how the files' names begin
   * @throws unroll.config.UserException if a file is missing or damaged
   */
  TextVocabulary read(Path run, String side, List<String> special) {
    TextSplitter splitter = TextSplitter.read(unit, lowercase, run.resolve(merges(side)));
    return TextVocabulary.read(splitter, run.resolve(vocabulary(side)), special);
  }

  /** What a run folder must hold of a vocabulary: content by the name of its file. */
  static Map<String, byte[]> files(TextVocabulary vocabulary, String side) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(vocabulary(side), vocabulary.vocabulary().toBytes());
    vocabulary.splitter().toBytes().ifPresent(content -> files.put(merges(side), content));
    return files;
  }

  private static String vocabulary(String side) {
    return side + "-" + CharacterLanguageModel.VOCABULARY_FILE;
  }

  private static String merges(String side) {
    return side + "-" + TextSplitter.MERGES_FILE;
  }
}
