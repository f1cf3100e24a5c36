package unroll.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import unroll.data.Alignment;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.network.RecurrentNetwork;

/** Lets a network read sequences, and says of every step what it was. */
public final class Inspector {
  /** Predictions kept of every step. */
  public static final int PREDICTIONS = 5;

  private static final int NO_LABEL = -1;
  private static final String FRAME = "▦";
  private static final String NOTHING = "·";

  private final RecurrentNetwork network;
  private final DataShape shape;
  private final List<String> inputs;
  private final List<String> answers;
  private final List<String> classes;

  /**
   * @param inputs what people call the symbols that go in; empty where only numbers do
   * @param answers what people call the labels; of one yes or no, the no first
   */
  public Inspector(
      RecurrentNetwork network, DataShape shape, List<String> inputs, List<String> answers) {
    this.network = network;
    this.shape = shape;
    this.inputs = inputs;
    this.classes = answers;
    this.answers = outputNames(shape, answers);
  }

  /**
   * What people call a network's outputs; a yes or no is one, the yes.
   *
   * @param answers what they call the labels
   */
  static List<String> outputNames(DataShape shape, List<String> answers) {
    return shape.labels().size() == 1 && answers.size() == 2 ? answers.subList(1, 2) : answers;
  }

  /** Reads sequences one after the other, each from the zero state. */
  public Inspection inspect(List<SequenceExample> examples) {
    ShuffledExamples plan = ShuffledExamples.inOrder(examples, shape.topology(), 1);
    try (SequenceBatches rows = SequenceBatches.onePass(plan, shape, network.dataType())) {
      return inspect(rows);
    }
  }

  /** Reads a text to its last symbol; the label of a step is the symbol that follows, if any. */
  public Inspection inspect(Symbols text) {
    int[] ids = new int[text.length()];
    Arrays.setAll(ids, text::at);
    int[] next = Arrays.copyOf(Arrays.copyOfRange(ids, 1, ids.length), ids.length);
    INDArray mask = Nd4j.ones(network.dataType(), 1, ids.length);
    mask.putScalar(0, ids.length - 1L, 0);
    DataSet row =
        new DataSet(
            Nd4j.createFromArray(ids).reshape(1, 1, ids.length),
            Nd4j.createFromArray(next).reshape(1, 1, ids.length),
            null,
            mask);
    return inspect(List.of(row).iterator());
  }

  private Inspection inspect(Iterator<DataSet> rows) {
    List<String> steps = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<Reading> readings = new ArrayList<>();
    List<DataSet> read = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<Integer> known = new ArrayList<>();
    while (rows.hasNext()) {
      DataSet row = rows.next();
      starts.add(steps.size());
      steps.addAll(names(row.getFeatures()));
      int length = steps.size() - labels.size();
      labels.addAll(labels(row, length));
      known.addAll(shape.labels().isSymbols() ? labels(row, length) : yesOrNo(row, length));
      readings.add(Reading.of(network, row, PREDICTIONS));
      read.add(row);
    }
    int[] ids = labels.stream().mapToInt(Integer::intValue).toArray();
    boolean areCharacters = shape.input().isSymbols() && areCharacters(steps);
    return new Inspection(
        steps,
        starts,
        areCharacters,
        Reading.joined(readings),
        ids,
        answers,
        annotations(
            steps,
            areCharacters,
            stretches(starts, read),
            known.stream().mapToInt(Integer::intValue).toArray()),
        isContinued(),
        read,
        alignments(steps, starts, ids, readings));
  }

  /** Where sequences begin and, for two stacks, where the second one goes on. */
  private List<Integer> stretches(List<Integer> starts, List<DataSet> rows) {
    if (shape.topology() != Topology.ENCODER_DECODER) {
      return starts;
    }
    List<Integer> stretches = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      stretches.add(starts.get(row));
      double[] mask = rows.get(row).getFeaturesMaskArray().dup('c').data().asDouble();
      for (int step = 1; step < mask.length; step++) {
        if (mask[step] == Topology.TARGET_STEP && mask[step - 1] != Topology.TARGET_STEP) {
          stretches.add(starts.get(row) + step);
        }
      }
    }
    return stretches;
  }

  /** Target steps that are looked from come after all source steps, which have no label. */
  private List<Alignment> alignments(
      List<String> steps, List<Integer> starts, int[] labels, List<Reading> readings) {
    List<Alignment> alignments = new ArrayList<>();
    for (int row = 0; row < starts.size() && !readings.get(row).alignments().isEmpty(); row++) {
      float[][] weights = readings.get(row).alignments().get(0);
      int source = starts.get(row);
      int target = source + weights[0].length;
      List<String> written =
          IntStream.range(target, target + weights.length)
              .mapToObj(step -> classes.get(labels[step]))
              .toList();
      alignments.add(new Alignment(steps.subList(source, target), written, weights));
    }
    return alignments;
  }

  private List<Annotation> annotations(
      List<String> steps, boolean areCharacters, List<Integer> starts, int[] labels) {
    List<Annotation> annotations = new ArrayList<>();
    if (areCharacters) {
      annotations.addAll(TextAnnotator.all(text(steps), starts));
    } else if (!inputs.isEmpty()) {
      annotations.addAll(TokenAnnotator.all(steps, starts));
    }
    if (starts.size() > 1) {
      annotations.addAll(SequenceAnnotations.positions(starts, labels.length));
    }
    if (!isContinued()) {
      boolean isOneASequence = shape.topology() == Topology.MANY_TO_ONE;
      int[] all = isOneASequence ? SequenceAnnotations.spread(labels, starts) : labels;
      annotations.addAll(SequenceAnnotations.labels(all, classes));
    }
    annotations.addAll(SequenceAnnotations.writing(labels, shape.topology()));
    return annotations;
  }

  private boolean isContinued() {
    return shape.topology() == Topology.MANY_TO_MANY && shape.feedback().isPresent();
  }

  private List<String> names(INDArray features) {
    int time = features.rank() == 3 ? (int) features.size(2) : 1;
    List<String> names = new ArrayList<>(time);
    boolean hasIds = shape.input().isSymbols() || shape.input() instanceof Channel.Mixed;
    double[] ids = hasIds ? features.dup('c').data().asDouble() : null;
    for (int step = 0; step < time; step++) {
      names.add(hasIds ? name((int) ids[step]) : Integer.toString(step + 1));
    }
    return names;
  }

  private String name(int id) {
    return switch (id) {
      case Symbols.NONE -> NOTHING;
      case Symbols.FRAME -> FRAME;
      default -> inputs.get(id);
    };
  }

  private List<Integer> labels(DataSet row, int steps) {
    INDArray ids = shape.labels().isSymbols() ? row.getLabels() : null;
    int[] labels = OutputCollector.labels(ids, row.getLabelsMaskArray(), steps);
    return Arrays.stream(labels).boxed().toList();
  }

  /** Ids of the answers to one yes-or-no question, -1 where there is none. */
  private List<Integer> yesOrNo(DataSet row, int steps) {
    Integer[] labels = new Integer[steps];
    Arrays.fill(labels, NO_LABEL);
    if (shape.labels() instanceof Channel.YesNo one && one.size() == 1) {
      double[] answers = row.getLabels().dup('c').data().asDouble();
      for (int step = 0; step < Math.min(steps, answers.length); step++) {
        labels[step] = answers[step] > 0.5 ? 1 : 0;
      }
    }
    return Arrays.asList(labels);
  }

  /** Some may stand for unknown ones, under names of several characters. */
  private static boolean areCharacters(List<String> steps) {
    long single = steps.stream().filter(step -> step.codePointCount(0, step.length()) == 1).count();
    return single >= 0.99 * steps.size();
  }

  private static int[] text(List<String> steps) {
    return steps.stream().mapToInt(step -> step.codePointAt(0)).toArray();
  }
}
