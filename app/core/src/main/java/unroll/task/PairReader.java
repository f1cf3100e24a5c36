package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import unroll.config.UserException;
import unroll.data.table.Row;
import unroll.data.table.TableReader;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextUnit;

/** Reads pairs of sentences, and says where one is wrong. */
final class PairReader {
  private final TextSplitter words = TextSplitter.learn(TextUnit.WORD, false, 0, List.of());

  private PairReader() {}

  static List<SentencePair> ofTable(Path file, ParallelText.TableText table) {
    PairReader reader = new PairReader();
    List<SentencePair> pairs = new ArrayList<>();
    try (TableReader rows = TableReader.open(file, table.format())) {
      // Asked for before the first row, so that a table without rows is not said to lack pairs.
      rows.header().column(table.sourceColumn());
      rows.header().column(table.targetColumn());
      while (rows.hasNext()) {
        Row row = rows.next();
        pairs.add(
            new SentencePair(
                reader.sentence(row, table.sourceColumn()),
                reader.sentence(row, table.targetColumn())));
      }
    }
    if (pairs.isEmpty()) {
      throw new UserException(file + ": no pairs; expected rows below the names of the columns");
    }
    return pairs;
  }

  static List<SentencePair> ofFiles(Path source, Path target) {
    List<String> sources = SentenceLines.read(source);
    List<String> targets = SentenceLines.read(target);
    if (sources.size() != targets.size()) {
      throw new UserException(
          "%s has %,d lines, but %s has %,d; expected a translation for every sentence"
              .formatted(source, sources.size(), target, targets.size()));
    }
    PairReader reader = new PairReader();
    List<SentencePair> pairs = new ArrayList<>();
    for (int line = 0; line < sources.size(); line++) {
      pairs.add(
          new SentencePair(
              reader.sentence(sources.get(line), source + ", line " + (line + 1)),
              reader.sentence(targets.get(line), target + ", line " + (line + 1))));
    }
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
