package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.Symbols;
import unroll.data.Vocabulary;
import unroll.data.text.NormalForm;

/**
 * Words and their ids: first {@code <unk>}, which stands for all others, then those of the training
 * sentences, most frequent first. Words are read in normal form C.
 */
record TokenVocabulary(Vocabulary vocabulary, boolean lowercase)
    implements FrameEncoding<List<String>> {
  /** The file in a run folder. */
  static final String FILE = "vocabulary.txt";

  /** The id of every token that is not in the vocabulary. */
  static final int UNKNOWN_ID = 0;

  private static final String UNKNOWN = "<unk>";

  static TokenVocabulary count(List<List<String>> sentences, FrameKind.Tokens config) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (List<String> sentence : sentences) {
      sentence.forEach(
          token -> counts.merge(NormalForm.of(token, config.lowercase()), 1L, Long::sum));
    }
    counts.remove(UNKNOWN);
    List<String> symbols = new ArrayList<>(List.of(UNKNOWN));
    counts.entrySet().stream()
        .filter(token -> token.getValue() >= config.minimumCount())
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(config.vocabularyLimit() == 0 ? Long.MAX_VALUE : config.vocabularyLimit())
        .forEach(token -> symbols.add(token.getKey()));
    return new TokenVocabulary(new Vocabulary(symbols), config.lowercase());
  }

  /**
   * @throws UserException if the file of a run is missing or damaged
   */
  static TokenVocabulary read(Path run, boolean lowercase) {
    Vocabulary vocabulary = Vocabulary.read(run.resolve(FILE));
    if (!vocabulary.symbol(UNKNOWN_ID).equals(UNKNOWN)) {
      throw new UserException(run.resolve(FILE) + ", line 1: expected " + UNKNOWN);
    }
    return new TokenVocabulary(vocabulary, lowercase);
  }

  private int idOf(String token) {
    return vocabulary.idOf(NormalForm.of(token, lowercase)).orElse(UNKNOWN_ID);
  }

  @Override
  public Channel channel() {
    return Channel.symbols(vocabulary.size());
  }

  @Override
  public Symbols encode(List<String> tokens, String name) {
    Symbols.Builder symbols = new Symbols.Builder(vocabulary.size(), tokens.size());
    tokens.forEach(token -> symbols.add(idOf(token)));
    return symbols.build();
  }

  @Override
  public Map<String, byte[]> files() {
    return Map.of(FILE, vocabulary.toBytes());
  }

  @Override
  public String description() {
    return "inputs: %,d different tokens, one of them for all others".formatted(vocabulary.size());
  }
}
