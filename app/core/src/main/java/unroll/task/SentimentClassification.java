package unroll.task;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.TextSource;
import unroll.data.Topology;
import unroll.data.table.TableFormat;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextUnit;
import unroll.network.RecurrentNetwork;
import unroll.training.TrainingConfig;

/** What a whole text says, as one of some labels, such as a review's opinion: many-to-one. */
public record SentimentClassification(
    @Key(
            doc = "a table of texts and labels itself, instead of the file train",
            byDefault = "null",
            example = "\"text,label\\nI like it,yes\\nI hate it,no\"")
        String table,
    @Key(
            doc =
                "a file with such a table, plain or .gz: a path from this file's folder, or"
                    + " data:SET/FILE",
            byDefault = "null")
        String train,
    @Key(doc = "another one to validate on", byDefault = "null") String validation,
    @Key(doc = "another one to test on", byDefault = "null") String test,
    @Key(doc = "how these tables are written", byDefault = "{}") TableFormat format,
    @Key(doc = "the column of the texts; without a header its number, from 1", byDefault = "text")
        String textColumn,
    @Key(doc = "the column of the labels", byDefault = "label") String labelColumn,
    @Key(
            doc =
                "the labels as the tables have them, in the order of their ids; []: those of the"
                    + " training table, sorted",
            byDefault = "[]")
        List<String> labels,
    @Key(
            doc = "what to call these labels, in the same order; []: as the tables do",
            byDefault = "[]")
        List<String> labelNames,
    @Key(doc = "what the network reads at a step", byDefault = "syllable") TextUnit unit,
    @Key(doc = "whether to read capital letters as small ones", byDefault = "false")
        boolean lowercase,
    @Key(
            doc = "merges of letters that make the pieces of unit: subword, and no other",
            byDefault = "null",
            min = 0,
            max = TextSplitter.MOST_MERGES)
        Integer merges,
    @Key(
            doc = "most frequent pieces of the training texts to know; 0: all",
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
            doc = "pieces of a text that are read; longer texts are cut there",
            byDefault = "500",
            min = 1,
            max = 1048576)
        int maxLength,
    @Key(doc = "what becomes of a text that is white space at most", byDefault = "refuse")
        EmptyTexts emptyTexts,
    @Key(
            doc =
                "share of the training texts to validate on, drawn at random; null: none where"
                    + " there is a table to validate on, else 0.1",
            byDefault = "null",
            min = 0,
            below = 1)
        Double validationFraction,
    @Key(
            doc = "share of the training texts to test on, drawn at random",
            byDefault = "0.0",
            min = 0,
            below = 1)
        double testFraction)
    implements Task {

  public SentimentClassification {
    requireFit(labels, labelNames);
    if ((table == null) == (train == null)) {
      throw new InvalidKeyException("", "expected either train or table");
    } else if (textColumn.equals(labelColumn)) {
      throw new InvalidKeyException("label-column", "is the column of the texts too");
    } else if ((unit == TextUnit.SUBWORD) != (merges != null)) {
      throw new InvalidKeyException(
          "merges",
          merges == null
              ? "missing; unit: subword needs a number such as 8000"
              : "goes with unit: subword");
    }
    new HeldOutShares(validation != null, validationFraction, test != null, testFraction)
        .require("there is a table");
  }

  private static void requireFit(List<String> labels, List<String> labelNames) {
    if (labels.size() == 1 || hasRepeats(labels)) {
      throw new InvalidKeyException("labels", "expected at least two different words");
    } else if (labels.stream().anyMatch(String::isBlank)) {
      throw new InvalidKeyException("labels", "an empty label would be a missing one");
    } else if (!labelNames.isEmpty() && labelNames.size() != labels.size()) {
      throw new InvalidKeyException(
          "label-names",
          "expected as many as labels, which are %d, found %d"
              .formatted(labels.size(), labelNames.size()));
    } else if (hasRepeats(labelNames) || labelNames.stream().anyMatch(String::isBlank)) {
      throw new InvalidKeyException("label-names", "expected different names");
    }
  }

  private static boolean hasRepeats(List<String> words) {
    return new HashSet<>(words).size() < words.size();
  }

  /** The share of the training texts that are held back to validate on. */
  double validationShare() {
    return new HeldOutShares(validation != null, validationFraction, test != null, testFraction)
        .validation();
  }

  @Override
  public Topology topology() {
    return Topology.MANY_TO_ONE;
  }

  @Override
  public SentimentClassification withFilesIn(Path folder) {
    return new SentimentClassification(
        table,
        FileReference.in(folder, train),
        FileReference.in(folder, validation),
        FileReference.in(folder, test),
        format,
        textColumn,
        labelColumn,
        labels,
        labelNames,
        unit,
        lowercase,
        merges,
        vocabularyLimit,
        minimumCount,
        maxLength,
        emptyTexts,
        validationFraction,
        testFraction);
  }

  @Override
  public TaskData load(Function<String, Path> files, TrainingConfig training) {
    TextSource trainingTable =
        table != null ? new TextSource.Inline("task.table", table) : file(train, files);
    SentimentTables tables =
        new SentimentTables(
            this,
            trainingTable,
            Optional.ofNullable(validation).map(name -> file(name, files)),
            Optional.ofNullable(test).map(name -> file(name, files)),
            training.seed());
    return new SentimentData(tables, training);
  }

  private TextSource file(String name, Function<String, Path> files) {
    return new TextSource.File(files.apply(name), format.encoding());
  }

  @Override
  public Predictor predictor(RecurrentNetwork network, Path run) {
    return SentimentPredictor.read(this, network, run);
  }
}
