package unroll.task;

import java.nio.file.Path;
import java.util.List;
import unroll.config.UserException;
import unroll.data.MemoryShare;
import unroll.data.StoredList;
import unroll.data.table.Row;
import unroll.data.table.TableReader;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextUnit;

/** Reads pairs of sentences, and says where one is wrong. */
final class PairReader {
  private final TextSplitter words = TextSplitter.learn(TextUnit.WORD, false, 0, List.of());

  private PairReader() {}

  private static StoredList.Builder<SentencePair> builder() {
    return new StoredList.Builder<>(new PairFormat(), MemoryShare.ofSentences());
  }

  static List<SentencePair> ofTable(Path file, ParallelText.TableText table) {
    PairReader reader = new PairReader();
    StoredList.Builder<SentencePair> builder = builder();
    try (TableReader rows = TableReader.open(file, table.format())) {
      // Asked for before the first row, so that a table without rows is not said to lack pairs.
      rows.header().column(table.sourceColumn());
      rows.header().column(table.targetColumn());
      while (rows.hasNext()) {
        Row row = rows.next();
        builder.add(
            new SentencePair(
                reader.sentence(row, table.sourceColumn()),
                reader.sentence(row, table.targetColumn())));
      }
    }
    List<SentencePair> pairs = builder.build();
    if (pairs.isEmpty()) {
      throw new UserException(file + ": no pairs; expected rows below the names of the columns");
    }
    return pairs;
  }

  static List<SentencePair> ofFiles(Path source, Path target) {
    int sources = SentenceLines.count(source);
    int targets = SentenceLines.count(target);
    if (sources != targets) {
      throw new UserException(
          "%s has %,d lines, but %s has %,d; expected a translation for every sentence"
              .formatted(source, sources, target, targets));
    }
    PairReader reader = new PairReader();
    StoredList.Builder<SentencePair> builder = builder();
    try (SentenceLines sentences = SentenceLines.open(source);
        SentenceLines translations = SentenceLines.open(target)) {
      for (int line = 1; line <= sources; line++) {
        builder.add(
            new SentencePair(
                reader.sentence(sentences.next().orElseThrow(), source + ", line " + line),
                reader.sentence(translations.next().orElseThrow(), target + ", line " + line)));
      }
    }
    List<SentencePair> pairs = builder.build();
    if (pairs.isEmpty()) {
      throw new UserException(source + ": is empty; expected a sentence a line");
    }
    return pairs;
  }

  /** Pairs that stand in a configuration. */
  static List<SentencePair> of(List<SentencePair> pairs) {
    PairReader reader = new PairReader();
    for (int pair = 0; pair < pairs.size(); pair++) {
      String place = "pairs[" + pair + "]";
      reader.sentence(pairs.get(pair).source(), place);
      reader.sentence(pairs.get(pair).target(), place);
    }
    if (pairs.isEmpty()) {
      throw new UserException("pairs: none; expected at least one");
    }
    return pairs;
  }

  private String sentence(Row row, String column) {
    return sentence(row.value(column), row.place() + ", column " + column);
  }

  private String sentence(String text, String place) {
    if (EmptyTexts.isEmpty(text)) {
      throw new UserException(place + ": empty, expected a sentence");
    }
    try {
      // Whatever can be split into words can be split into any pieces.
      words.split(text);
    } catch (UserException e) {
      throw new UserException(place + ": " + e.getMessage(), e);
    }
    return text;
  }
}
