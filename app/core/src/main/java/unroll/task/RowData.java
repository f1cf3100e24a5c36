package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import unroll.baseline.LogisticRegression;
import unroll.baseline.MajorityClass;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.Sequence;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.TextSource;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.data.table.ColumnEncoder;
import unroll.network.RecurrentNetwork;
import unroll.task.LabeledRows.LabeledRow;
import unroll.training.Answers;
import unroll.training.Evaluator;
import unroll.training.Score;
import unroll.training.Scorer;
import unroll.training.TrainingConfig;

/** The table of a {@link SingleStepClassification}. */
final class RowData implements TaskData {
  private static final double LEAST_REGULARIZATION = 1e-6;
  private static final double MOST_REGULARIZATION = 1e6;
  private static final int SHOWN = 3;

  private final LabeledRows rows;

  /** By split, in the order of the rows. */
  private final Map<String, List<SequenceExample>> examples = new LinkedHashMap<>();

  private final Splits splits;

  RowData(SingleStepClassification task, LabeledRows rows, TrainingConfig training) {
    this.rows = rows;
    rows.splits().keySet().forEach(split -> examples.put(split, examples(rows, split)));
    this.splits =
        new Splits(
            ShuffledExamples.shuffled(
                examples.get("training"), task.topology(), training.batchSize(), training.seed()),
            held("validation", training),
            held("test", training));
  }

  private Optional<BatchPlan> held(String split, TrainingConfig training) {
    return Optional.ofNullable(examples.get(split))
        .map(held -> ShuffledExamples.inOrder(held, Topology.ONE_TO_ONE, training.batchSize()));
  }

  private static List<SequenceExample> examples(LabeledRows rows, String split) {
    return rows.splits().get(split).stream()
        .map(
            row ->
                new SequenceExample(
                    new Frames(row.inputs(), row.inputs().length),
                    label(rows.classes(), row.label())))
        .toList();
  }

  /** Of two classes the second is a yes. */
  static Sequence label(List<String> classes, int label) {
    return classes.size() == 2 ? new Frames(new float[] {label}, 1) : Symbols.of(label);
  }

  @Override
  public DataShape shape() {
    return shape(rows.encoder(), rows.classes());
  }

  /** What a network reads of a row and answers. */
  static DataShape shape(ColumnEncoder encoder, List<String> classes) {
    return new DataShape(
        Topology.ONE_TO_ONE,
        Channel.numbers(encoder.width()),
        classes.size() == 2 ? new Channel.YesNo(1) : Channel.symbols(classes.size()));
  }

  @Override
  public Splits splits() {
    return splits;
  }

  @Override
  public List<String> description() {
    List<String> lines = new ArrayList<>();
    rows.splits()
        .forEach(
            (name, split) ->
                lines.add("%s: %,d rows, %s".formatted(name, split.size(), classShares(split))));
    addCount(lines, rows.repeated(), "rows left out because their key had come before");
    addCount(lines, rows.unlabeled(), "rows left out because they have no label");
    addCount(lines, rows.incomplete(), "rows left out because an input is missing");
    lines.add("inputs: " + String.join(", ", rows.encoder().inputs()));
    return lines;
  }

  private static void addCount(List<String> lines, long count, String what) {
    if (count > 0) {
      lines.add("%,d %s".formatted(count, what));
    }
  }

  private String classShares(List<LabeledRow> split) {
    List<String> shares = new ArrayList<>();
    for (int id = 0; id < rows.classes().size(); id++) {
      int label = id;
      long count = split.stream().filter(row -> row.label() == label).count();
      shares.add(
          String.format(
              Locale.ROOT, "%.1f %% %s", 100.0 * count / split.size(), rows.classes().get(id)));
    }
    return String.join(", ", shares);
  }

  @Override
  public List<String> labels() {
    return rows.classes();
  }

  @Override
  public Map<String, byte[]> preparation() {
    return Map.of(
        SingleStepClassification.COLUMNS_FILE,
        rows.encoder().toBytes(),
        SingleStepClassification.CLASSES_FILE,
        new Vocabulary(rows.classes()).toBytes());
  }

  @Override
  public List<Path> files() {
    return rows.source() instanceof TextSource.File named ? List.of(named.path()) : List.of();
  }

  @Override
  public Scorer scorer() {
    return new ClassScorer(rows.classes());
  }

  @Override
  public Score score(List<RecurrentNetwork> networks, BatchPlan plan) {
    PredictionTable table = new PredictionTable(scorer(), rows.classes(), places(plan));
    return new Evaluator(shape()).score(networks, plan, table);
  }

  private List<String> places(BatchPlan plan) {
    String split =
        plan == splits.training()
            ? "training"
            : Optional.of(plan).equals(splits.validation()) ? "validation" : "test";
    List<String> places = rows.splits().get(split).stream().map(LabeledRow::place).toList();
    return PlanOrder.of(plan, examples.get(split), places);
  }

  @Override
  public Map<String, Map<String, Map<String, Double>>> baselines() {
    int classes = rows.classes().size();
    MajorityClass majority = new MajorityClass(classes);
    List<LabeledRow> training = rows.splits().get("training");
    training.forEach(row -> majority.add(row.label()));
    LogisticRegression regression = regression(training, classes);
    Map<String, Map<String, Map<String, Double>>> baselines = new LinkedHashMap<>();
    for (String split : splits.scored().keySet()) {
      ClassScorer ofMajority = new ClassScorer(rows.classes());
      ClassScorer ofRegression = new ClassScorer(rows.classes());
      for (LabeledRow row : rows.splits().get(split)) {
        ofMajority.add(row.label(), majority.probabilities());
        ofRegression.add(row.label(), regression.probabilities(doubles(row.inputs())));
      }
      put(baselines, "majority", split, ofMajority);
      put(baselines, "logistic-regression", split, ofRegression);
    }
    return baselines;
  }

  /** Almost without regularization where that has an optimum within a double's precision. */
  private static LogisticRegression regression(List<LabeledRow> training, int classes) {
    double[][] inputs =
        training.stream().map(row -> doubles(row.inputs())).toArray(double[][]::new);
    int[] labels = training.stream().mapToInt(LabeledRow::label).toArray();
    double regularization = LEAST_REGULARIZATION;
    while (true) {
      try {
        return LogisticRegression.fit(inputs, labels, classes, regularization);
      } catch (ArithmeticException e) {
        if (regularization >= MOST_REGULARIZATION) {
          throw e;
        }
        regularization *= 100;
      }
    }
  }

  private static void put(
      Map<String, Map<String, Map<String, Double>>> baselines,
      String method,
      String split,
      ClassScorer scorer) {
    baselines.computeIfAbsent(method, unseen -> new LinkedHashMap<>()).put(split, scorer.metrics());
  }

  private static double[] doubles(float[] numbers) {
    double[] wide = new double[numbers.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = numbers[i];
    }
    return wide;
  }

  /** The first rows of the last split. */
  @Override
  public Optional<String> demonstration(RecurrentNetwork network) {
    List<String> names = List.copyOf(splits.scored().keySet());
    List<LabeledRow> last = rows.splits().get(names.get(names.size() - 1));
    StringBuilder text = new StringBuilder();
    for (LabeledRow row : last.subList(0, Math.min(SHOWN, last.size()))) {
      double[] probabilities = RowClassifier.probabilities(network, row.inputs());
      int best = new Answers(new double[][] {probabilities}).best(0);
      text.append(
          String.format(
              Locale.ROOT,
              "%s%s: %s, %.2f likely (it is %s)",
              text.isEmpty() ? "" : "\n",
              row.place(),
              rows.classes().get(best),
              probabilities[best],
              rows.classes().get(row.label())));
    }
    return Optional.of(text.toString());
  }
}
