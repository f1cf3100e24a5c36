package unroll.task;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.TextSource;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.data.table.Column;
import unroll.data.table.ColumnEncoder;
import unroll.data.table.MissingValues;
import unroll.data.table.TableFormat;
import unroll.data.table.Target;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;
import unroll.training.TrainingConfig;

/** Rows of a table to classes: one-to-one, a sequence of one step. */
public record SingleStepClassification(
    @Key(
            doc = "a table itself, instead of a file",
            byDefault = "null",
            example = "\"age,sex,answer\\n35,f,no\\n61,m,yes\"")
        String table,
    @Key(
            doc =
                "a file with a table, plain or .gz: a path from this file's folder, or data:SET/FILE",
            byDefault = "null")
        String file,
    @Key(doc = "how the table is written", byDefault = "{}") TableFormat format,
    @Key(
            doc = "the columns that the network reads",
            example = "[{type: numeric, column: age}, {type: categorical, column: sex}]")
        List<Column> inputs,
    @Key(doc = "what is to be known of a row", example = "rule") Target target,
    @Key(doc = "missing values of the inputs", byDefault = "{}") MissingValues missing,
    @Key(
            doc = "a column of keys, such as persons, each of which counts once: in its first row",
            byDefault = "null",
            example = "null")
        String distinct,
    @Key(
            doc =
                "which rows are held back, the test rows last: random ones, or the last of the file",
            byDefault = "random")
        HeldBack heldBack,
    @Key(doc = "share of the rows to validate on", byDefault = "0.1", min = 0, below = 1)
        double validationFraction,
    @Key(doc = "share of the rows to test on", byDefault = "0.2", min = 0, below = 1)
        double testFraction)
    implements Task {
  /** Which rows are not trained on. */
  public enum HeldBack {
    RANDOM,
    LAST
  }

  /** The file in a run folder with what is known of the input columns. */
  public static final String COLUMNS_FILE = "columns.json";

  /** The file in a run folder with the names of the classes. */
  static final String CLASSES_FILE = "classes.txt";

  public SingleStepClassification {
    if ((table == null) == (file == null)) {
      throw new InvalidKeyException("", "expected either file or table");
    }
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new InvalidKeyException("inputs", "expected at least one column");
    }
    for (Column input : inputs) {
      if (target.columns().contains(input.column())) {
        throw new InvalidKeyException(
            "inputs", "the column " + input.column() + " decides the target, so it gives it away");
      }
    }
    if (validationFraction + testFraction >= 1) {
      throw new InvalidKeyException(
          "validation-fraction", "nothing is left to train on: the fractions add up to 1 or more");
    }
  }

  @Override
  public Topology topology() {
    return Topology.ONE_TO_ONE;
  }

  @Override
  public SingleStepClassification withFilesIn(Path folder) {
    return new SingleStepClassification(
        table,
        FileReference.in(folder, file),
        format,
        inputs,
        target,
        missing,
        distinct,
        heldBack,
        validationFraction,
        testFraction);
  }

  @Override
  public TaskData load(Function<String, Path> files, TrainingConfig training) {
    TextSource source =
        table != null
            ? new TextSource.Inline("task.table", table)
            : new TextSource.File(files.apply(file), format.encoding());
    return new RowData(this, LabeledRows.read(source, this, training.seed()), training);
  }

  @Override
  public Predictor predictor(RecurrentNetwork network, Path run) {
    ColumnEncoder encoder = ColumnEncoder.read(run.resolve(COLUMNS_FILE));
    List<String> classes = Vocabulary.read(run.resolve(CLASSES_FILE)).symbols();
    ModelFit.require(network, RowData.shape(encoder, classes), run);
    return new RowClassifier(network, encoder, classes, format);
  }
}
