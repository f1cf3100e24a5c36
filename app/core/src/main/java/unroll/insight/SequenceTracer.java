package unroll.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.Layout;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.layers.kernel.GateTape;
import unroll.network.BatchReplay;
import unroll.network.RecurrentNetwork;
import unroll.network.RecurrentReading;

/**
 * Lets networks read one sequence from the zero state and keeps every number. A network stays as it
 * is, whatever it is in the middle of.
 */
public final class SequenceTracer {
  /** As in an evaluation: one impossible answer is not infinite. */
  private static final double SMALLEST = 1e-38;

  private final DataShape shape;
  private final SequenceExample example;
  private final Layout layout;

  public SequenceTracer(DataShape shape, SequenceExample example) {
    this.shape = shape;
    this.example = example;
    this.layout = shape.layout(example);
  }

  /** Teacher forcing: what is fed back is the true label of the step before. */
  public SequenceTrace forced(RecurrentNetwork network) {
    return read(network, features(network));
  }

  /**
   * Free running: what is fed back is the network's own most probable answer; empty where nothing
   * is fed back.
   */
  public Optional<SequenceTrace> free(RecurrentNetwork network) {
    if (shape.feedback().isEmpty()) {
      return Optional.empty();
    }
    INDArray features = features(network);
    SequenceTrace trace = read(network, features);
    for (int step = layout.firstLabel() + 1; step < layout.steps(); step++) {
      int own = shape.feedback().getAsInt() + trace.answers().get(step - 1).best();
      if (trace.inputs()[step] != own) {
        features.putScalar(0, 0, step, own);
        // What comes before this step stays as it is.
        trace = read(network, features);
      }
    }
    return Optional.of(trace);
  }

  private INDArray features(RecurrentNetwork network) {
    ShuffledExamples plan = ShuffledExamples.inOrder(List.of(example), shape.topology(), 1);
    try (SequenceBatches rows = SequenceBatches.onePass(plan, shape, network.dataType())) {
      return rows.next().getFeatures();
    }
  }

  private SequenceTrace read(RecurrentNetwork network, INDArray features) {
    List<BatchReplay.Reading> read =
        new BatchReplay(network.dl4j()).read(new DataSet(features, null), List.of());
    BatchReplay.Reading first = read.get(0);
    boolean hasVectors = first.recurrent().isEmpty();
    boolean areNumbers = shape.input() instanceof Channel.Numeric;
    double[][] numbers = new double[layout.steps()][0];
    if (hasVectors || areNumbers) {
      numbers = steps(hasVectors ? first.output() : features);
    }
    List<LayerTrace> layers =
        read.stream().flatMap(layer -> layer.recurrent().stream()).map(this::states).toList();
    return new SequenceTrace(
        inputs(features), numbers, layers, answers(network, read.get(read.size() - 1)));
  }

  private int[] inputs(INDArray features) {
    int[] inputs = new int[layout.steps()];
    Arrays.fill(inputs, Symbols.FRAME);
    if (!(shape.input() instanceof Channel.Numeric)) {
      Arrays.setAll(inputs, step -> features.getInt(0, 0, step));
    }
    return inputs;
  }

  /** {@code [step, number]} of {@code [1, number, step]}, or of {@code [1, number]}. */
  private static double[][] steps(INDArray row) {
    int time = row.rank() == 3 ? (int) row.size(2) : 1;
    int width = (int) row.size(1);
    double[] values = row.dup('c').data().asDouble();
    double[][] steps = new double[time][width];
    for (int i = 0; i < values.length; i++) {
      steps[i % time][i / time] = values[i];
    }
    return steps;
  }

  private LayerTrace states(RecurrentReading layer) {
    List<Map<String, double[][]>> directions = new ArrayList<>();
    for (GateTape tape : layer.tapes()) {
      Map<String, double[][]> values = new LinkedHashMap<>();
      values.put(UnitTrack.HIDDEN, inPlace(tape, tape.hidden()));
      tape.gates().forEach((gate, array) -> values.put(gate, inPlace(tape, array)));
      if (layer.cell().cell().hasCellState()) {
        INDArray cells = CellStates.of(layer, directions.size(), null, null);
        values.put(UnitTrack.CELL, inPlace(tape, cells));
      }
      directions.add(values);
    }
    return new LayerTrace(directions);
  }

  private double[][] inPlace(GateTape tape, INDArray lines) {
    int[] places = tape.order().places();
    int units = (int) lines.size(1);
    double[] values = lines.dup('c').data().asDouble();
    double[][] steps = new double[layout.steps()][];
    for (int line = 0; line < places.length; line++) {
      steps[places[line]] = Arrays.copyOfRange(values, line * units, (line + 1) * units);
    }
    return steps;
  }

  private SortedMap<Integer, TraceAnswer> answers(
      RecurrentNetwork network, BatchReplay.Reading output) {
    double[][] read = steps(output.input());
    double[][] outputs = steps(output.output());
    SortedMap<Integer, TraceAnswer> answers = new TreeMap<>();
    for (int label = 0; label < example.labels().length(); label++) {
      int step = layout.firstLabel() + label;
      // A layer that pools gives one vector, which is the label's.
      int place = Math.min(step, read.length - 1);
      double[] logits = network.logits(read[place]);
      answers.put(step, answer(label, read[place], logits, outputs[place]));
    }
    return answers;
  }

  private TraceAnswer answer(int label, double[] read, double[] logits, double[] outputs) {
    if (example.labels() instanceof Symbols symbols) {
      int id = symbols.at(label);
      return new TraceAnswer(read, logits, outputs, id, new double[0], nats(outputs[id]));
    }
    double[] targets = new double[outputs.length];
    double loss = 0;
    for (int i = 0; i < outputs.length; i++) {
      targets[i] = ((Frames) example.labels()).at(label, i);
      loss +=
          shape.labels() instanceof Channel.YesNo
              ? targets[i] * nats(outputs[i]) + (1 - targets[i]) * nats(1 - outputs[i])
              : Math.pow(outputs[i] - targets[i], 2) / outputs.length;
    }
    return new TraceAnswer(read, logits, outputs, Symbols.NONE, targets, loss);
  }

  private static double nats(double probability) {
    return -Math.log(Math.max(probability, SMALLEST));
  }
}
