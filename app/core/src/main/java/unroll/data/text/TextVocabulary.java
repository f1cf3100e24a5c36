package unroll.data.text;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import unroll.config.UserException;
import unroll.data.Symbols;
import unroll.data.Vocabulary;

/**
 * Texts to symbol ids and back. Special symbols come first, then the pieces of the training texts,
 * most frequent first. A special symbol is written as a word in angle brackets, which no piece of a
 * text can be: see {@link TextSplitter}.
 */
public final class TextVocabulary {
  /** The special symbol of pieces that are not in the vocabulary; every vocabulary has it. */
  public static final String UNKNOWN = "<unk>";

  /** How decoding shows an unknown piece: the replacement character. */
  public static final String SHOWN_UNKNOWN = "\uFFFD";

  private static final Pattern SPECIAL = Pattern.compile("<[a-z]+>");

  private final TextSplitter splitter;
  private final Vocabulary vocabulary;
  private final int specialCount;
  private final int unknown;

  private TextVocabulary(TextSplitter splitter, Vocabulary vocabulary, List<String> special) {
    this.splitter = splitter;
    this.vocabulary = vocabulary;
    this.specialCount = special.size();
    this.unknown = special.indexOf(UNKNOWN);
  }

  /**
   * Counts the pieces of the training texts.
   *
   * @param special small letters in angle brackets each, {@link #UNKNOWN} among them
   * @param limit how many pieces to keep, special symbols not counted; 0: all
   * @param minimumCount how often a piece must stand in the texts to be kept
   * @throws UserException if a text cannot be split
   */
  public static TextVocabulary count(
      TextSplitter splitter,
      Iterable<String> texts,
      List<String> special,
      int limit,
      long minimumCount) {
    check(special);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String text : texts) {
      splitter.split(text).forEach(piece -> counts.merge(piece, 1L, Long::sum));
    }
    List<String> symbols = new ArrayList<>(special);
    counts.entrySet().stream()
        .filter(piece -> piece.getValue() >= minimumCount)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(limit == 0 ? Long.MAX_VALUE : limit)
        .forEach(piece -> symbols.add(piece.getKey()));
    return new TextVocabulary(splitter, new Vocabulary(symbols), special);
  }

  /**
   * @param splitter the one the vocabulary was counted with
   * @param special the special symbols it was counted with
   * @throws UserException if the file cannot be read, or does not begin with the special symbols
   */
  public static TextVocabulary read(TextSplitter splitter, Path file, List<String> special) {
    check(special);
    Vocabulary vocabulary = Vocabulary.read(file);
    for (int id = 0; id < special.size(); id++) {
      String found = id < vocabulary.size() ? vocabulary.symbol(id) : "the end of the file";
      if (!found.equals(special.get(id))) {
        throw new UserException(
            "%s: line %d: expected %s, found %s"
                .formatted(file, id + 1, special.get(id), Vocabulary.escape(found)));
      }
    }
    return new TextVocabulary(splitter, vocabulary, special);
  }

  private static void check(List<String> special) {
    if (!special.contains(UNKNOWN)
        || !special.stream().allMatch(symbol -> SPECIAL.matcher(symbol).matches())) {
      throw new IllegalArgumentException("special symbols " + special);
    }
  }

  /** The symbols as a run folder keeps them. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public TextSplitter splitter() {
    return splitter;
  }

  public int size() {
    return vocabulary.size();
  }

  /** Number of special symbols; their ids are below it. */
  public int specialCount() {
    return specialCount;
  }

  /**
   * @throws IllegalArgumentException if the vocabulary was made without that special symbol
   */
  public int idOfSpecial(String special) {
    int id = vocabulary.idOf(special).orElse(specialCount);
    if (id >= specialCount) {
      throw new IllegalArgumentException("no special symbol " + special);
    }
    return id;
  }

  /**
   * The pieces that {@link #encode} gives the ids of. A subword that the vocabulary does not have
   * is taken apart again until it has the parts (as Sennrich's subword-nmt does with a vocabulary
   * threshold); what cannot be taken apart stays.
   *
   * @throws UserException if the text cannot be split
   */
  public List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    Deque<String> left = new ArrayDeque<>();
    for (String whole : splitter.split(text)) {
      left.push(whole);
      while (!left.isEmpty()) {
        String piece = left.pop();
        List<String> parts = vocabulary.idOf(piece).isPresent() ? List.of() : splitter.parts(piece);
        if (parts.isEmpty()) {
          pieces.add(piece);
        }
        for (int i = parts.size() - 1; i >= 0; i--) {
          left.push(parts.get(i));
        }
      }
    }
    return pieces;
  }

  /**
   * The text's pieces as ids, that of {@link #UNKNOWN} for those that the vocabulary does not have;
   * no special symbols around them.
   *
   * @throws UserException if the text cannot be split
   */
  public Symbols encode(String text) {
    List<String> pieces = pieces(text);
    Symbols.Builder symbols = new Symbols.Builder(size(), pieces.size());
    for (String piece : pieces) {
      symbols.add(vocabulary.idOf(piece).orElse(unknown));
    }
    return symbols.build();
  }

  /**
   * The text of the ids, without special symbols, but with {@link #SHOWN_UNKNOWN} for every unknown
   * piece.
   */
  public String decode(Symbols symbols) {
    return decode(symbols, step -> SHOWN_UNKNOWN);
  }

  /**
   * As above.
   *
   * @param replacement the piece to show for an unknown one at a step
   */
  public String decode(Symbols symbols, IntFunction<String> replacement) {
    List<String> pieces = new ArrayList<>(symbols.length());
    for (int step = 0; step < symbols.length(); step++) {
      int id = symbols.at(step);
      if (id == unknown) {
        pieces.add(replacement.apply(step));
      } else if (id >= specialCount) {
        pieces.add(vocabulary.symbol(id));
      }
    }
    return splitter.join(pieces);
  }

  /**
   * @return the share of the texts' pieces that the vocabulary does not have, 0 to 1; 0 for no
   *     pieces
   * @throws UserException if a text cannot be split
   */
  public double unknownShare(Iterable<String> texts) {
    long pieces = 0;
    long missing = 0;
    for (String text : texts) {
      Symbols symbols = encode(text);
      pieces += symbols.length();
      for (int step = 0; step < symbols.length(); step++) {
        missing += symbols.at(step) == unknown ? 1 : 0;
      }
    }
    return pieces == 0 ? 0 : (double) missing / pieces;
  }
}
