package unroll.task;

import java.util.List;
import unroll.config.UserException;
import unroll.data.MemoryShare;
import unroll.data.StoredList;
import unroll.data.TextSource;
import unroll.data.table.Labels;
import unroll.data.table.MissingPolicy;
import unroll.data.table.MissingValues;
import unroll.data.table.Row;
import unroll.data.table.TableReader;
import unroll.data.table.Target;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextUnit;

/** Reads tables with a column of texts and a column of labels. */
final class LabeledTextReader {
  private static final MissingValues MISSING = new MissingValues(List.of(""), MissingPolicy.REFUSE);

  private final SentimentClassification task;
  private final TextSplitter words;
  private int leftOut;

  LabeledTextReader(SentimentClassification task) {
    this.task = task;
    this.words = TextSplitter.learn(TextUnit.WORD, task.lowercase(), 0, List.of());
  }

  /**
   * The labels that the task names, or else those of the training table.
   *
   * @throws UserException if there are fewer than two
   */
  Labels labels(TextSource training) {
    Target target = new Target.CategoryTarget(task.labelColumn(), task.labels());
    try (TableReader rows = TableReader.open(training, task.format())) {
      return target.labels(MISSING, () -> rows);
    }
  }

  /**
   * The texts of a table, in its order; empty ones are left out where the task says so.
   *
   * @throws UserException if there are none, one is empty though that is refused, or a label is
   *     missing or unknown
   */
  List<LabeledText> read(TextSource table, Labels labels) {
    StoredList.Builder<LabeledText> builder =
        new StoredList.Builder<>(new LabeledTextFormat(), MemoryShare.ofSentences());
    try (TableReader rows = TableReader.open(table, task.format())) {
      while (rows.hasNext()) {
        LabeledText text = read(rows.next(), labels);
        if (task.emptyTexts() == EmptyTexts.SKIP && text.isEmpty()) {
          leftOut++;
        } else {
          builder.add(text);
        }
      }
    }
    List<LabeledText> texts = builder.build();
    if (texts.isEmpty()) {
      throw new UserException(
          table.name() + ": no texts; expected rows below the names of the columns");
    }
    return texts;
  }

  /** Empty texts left out of all tables so far. */
  int leftOut() {
    return leftOut;
  }

  private LabeledText read(Row row, Labels labels) {
    String text = row.value(task.textColumn());
    if (task.emptyTexts() == EmptyTexts.REFUSE && EmptyTexts.isEmpty(text)) {
      throw mistake(
          row,
          task.textColumn(),
          "an empty text; task.empty-texts can be skip to leave it out, or keep to read it as one"
              + " symbol",
          null);
    }
    int label =
        labels
            .of(row)
            .orElseThrow(
                () ->
                    mistake(
                        row,
                        task.labelColumn(),
                        "empty, expected a label such as " + labels.classes().get(0),
                        null));
    return new LabeledText(text, identity(row, text), label);
  }

  private String identity(Row row, String text) {
    try {
      String identity = words.join(words.split(text));
      // Most texts are their own identity, and need be in memory once only.
      return identity.equals(text) ? text : identity;
    } catch (UserException e) {
      throw mistake(row, task.textColumn(), e.getMessage(), e);
    }
  }

  private static UserException mistake(Row row, String column, String message, Throwable cause) {
    return new UserException(row.place() + ", column " + column + ": " + message, cause);
  }
}
