package unroll.task;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.table.TableFormat;

/** Where sentences and their translations stand. */
public sealed interface ParallelText {
  /** What to call it in messages. */
  String name();

  /** The files it is read from, as the configuration names them. */
  List<String> files();

  /** The same with the files it names, but for {@code data:} ones, relative to no folder. */
  ParallelText withFilesIn(Path folder);

  /**
   * All pairs in their order.
   *
   * @param find finds the files that the configuration names
   * @throws unroll.config.UserException if there are none, they cannot be read, or a sentence is
   *     empty; it names the file and the line
   */
  List<SentencePair> read(Function<String, Path> find);

  /** A table with a pair a row. */
  record TableText(
      @Key(
              doc =
                  "a table of sentences and their translations, plain or .gz: a path from this"
                      + " file's folder, or data:SET/FILE",
              example = "pairs.csv")
          String file,
      @Key(
              doc = "the column of the sentences; without a header its number, from 1",
              byDefault = "source")
          String sourceColumn,
      @Key(doc = "the column of their translations", byDefault = "target") String targetColumn,
      @Key(doc = "how the table is written", byDefault = "{}") TableFormat format)
      implements ParallelText {

    public TableText {
      if (sourceColumn.equals(targetColumn)) {
        throw new InvalidKeyException("target-column", "is the column of the sources too");
      }
    }

    @Override
    public String name() {
      return file;
    }

    @Override
    public List<String> files() {
      return List.of(file);
    }

    @Override
    public TableText withFilesIn(Path folder) {
      return new TableText(FileReference.in(folder, file), sourceColumn, targetColumn, format);
    }

    @Override
    public List<SentencePair> read(Function<String, Path> find) {
      return PairReader.ofTable(find.apply(file), this);
    }
  }

  /** Two files with a sentence a line, each line of one the translation of the other's. */
  record FilesText(
      @Key(
              doc =
                  "a file of sentences, one a line, plain or .gz: a path from this file's folder,"
                      + " or data:SET/FILE",
              example = "sentences.de")
          String source,
      @Key(doc = "a file with their translations, line by line", example = "sentences.en")
          String target)
      implements ParallelText {
    @Override
    public String name() {
      return source + " and " + target;
    }

    @Override
    public List<String> files() {
      return List.of(source, target);
    }

    @Override
    public FilesText withFilesIn(Path folder) {
      return new FilesText(FileReference.in(folder, source), FileReference.in(folder, target));
    }

    @Override
    public List<SentencePair> read(Function<String, Path> find) {
      return PairReader.ofFiles(find.apply(source), find.apply(target));
    }
  }

  /** Pairs in the configuration itself. */
  record InlineText(
      @Key(
              doc = "the pairs themselves, each \"sentence = translation\"",
              example = "[\"one = 1\", \"two = 2\"]")
          List<String> pairs)
      implements ParallelText {
    private static final String BETWEEN = " = ";

    public InlineText {
      pairs = List.copyOf(pairs);
      for (String pair : pairs) {
        int at = pair.indexOf(BETWEEN);
        if (at < 0 || pair.indexOf(BETWEEN, at + 1) >= 0) {
          throw new InvalidKeyException(
              "pairs", "expected \"sentence = translation\", found \"" + pair + "\"");
        }
      }
    }

    @Override
    public String name() {
      return "pairs";
    }

    @Override
    public List<String> files() {
      return List.of();
    }

    @Override
    public InlineText withFilesIn(Path folder) {
      return this;
    }

    @Override
    public List<SentencePair> read(Function<String, Path> find) {
      return PairReader.of(pairs.stream().map(InlineText::halves).toList());
    }

    private static SentencePair halves(String pair) {
      int at = pair.indexOf(BETWEEN);
      return new SentencePair(pair.substring(0, at), pair.substring(at + BETWEEN.length()));
    }
  }
}
