package unroll.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Frames;
import unroll.data.SequenceBatches;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.network.RecurrentNetwork;

/** Scores a network on sequences it is not trained on; contiguous streams keep their state. */
public final class Evaluator {
  /** Smallest probability told apart from zero, so that one impossible symbol is not infinite. */
  public static final double SMALLEST = 1e-38;

  private final DataShape shape;

  public Evaluator(DataShape shape) {
    this.shape = shape;
  }

  /** Score over the plan's first epoch. */
  public Score score(RecurrentNetwork network, BatchPlan plan, Scorer scorer) {
    return score(List.of(network), plan, scorer);
  }

  /**
   * As above, for networks that answer together, with the mean of their outputs; what a scorer asks
   * of a network alone is asked of none of several.
   */
  public Score score(List<RecurrentNetwork> networks, BatchPlan plan, Scorer scorer) {
    Mean mean = new Mean();
    ask(
        networks,
        plan,
        (example, answers) -> {
          for (int label = 0; label < answers.length(); label++) {
            mean.add(loss(example, label, answers.outputs()[label]));
          }
          scorer.add(example, answers);
        });
    if (networks.size() == 1) {
      scorer.ask(networks.get(0));
    }
    double loss = mean.sum / mean.count;
    return new Score(loss, mean.count, scorer.metrics(loss), scorer.tables());
  }

  /** What a network answers to one example, the same as in an evaluation. */
  public Answers answer(RecurrentNetwork network, SequenceExample example) {
    List<Answers> given = new ArrayList<>(1);
    ask(
        List.of(network),
        ShuffledExamples.inOrder(List.of(example), shape.topology(), 1),
        (same, answers) -> given.add(answers));
    return given.get(0);
  }

  private void ask(
      List<RecurrentNetwork> networks,
      BatchPlan plan,
      BiConsumer<SequenceExample, Answers> listener) {
    networks.forEach(RecurrentNetwork::clearStepState);
    DataType type = networks.get(0).dataType();
    try (SequenceBatches batches = SequenceBatches.onePass(plan, shape, type)) {
      for (int batch = 0; batches.hasNext(); batch++) {
        INDArray output = output(networks, batches.next(), batches.carriesState());
        List<SequenceExample> rows = plan.rows(0, batch);
        OutputReader reader = OutputReader.of(output);
        for (int row = 0; row < rows.size(); row++) {
          SequenceExample example = rows.get(row);
          listener.accept(
              example, new Answers(reader.row(row, shape.layout(example).firstLabel(), example)));
        }
      }
    }
    networks.forEach(RecurrentNetwork::clearStepState);
  }

  private static INDArray output(
      List<RecurrentNetwork> networks, DataSet arrays, boolean carriesState) {
    INDArray mean = null;
    for (RecurrentNetwork network : networks) {
      INDArray own = carriesState ? network.step(arrays.getFeatures()) : network.output(arrays);
      mean = mean == null ? own : mean.add(own);
    }
    return networks.size() == 1 ? mean : mean.div(networks.size());
  }

  private double loss(SequenceExample example, int label, double[] outputs) {
    if (shape.labels() instanceof Channel.Symbolic) {
      return nats(outputs[((Symbols) example.labels()).at(label)]);
    }
    Frames targets = (Frames) example.labels();
    double sum = 0;
    for (int index = 0; index < outputs.length; index++) {
      double target = targets.at(label, index);
      sum +=
          shape.labels() instanceof Channel.YesNo
              ? target * nats(outputs[index]) + (1 - target) * nats(1 - outputs[index])
              : Math.pow(outputs[index] - target, 2) / outputs.length;
    }
    return sum;
  }

  private static double nats(double probability) {
    return -Math.log(Math.max(probability, SMALLEST));
  }

  /** A mean on its way. */
  private static final class Mean {
    private double sum;
    private long count;

    void add(double value) {
      sum += value;
      count++;
    }
  }

  /** The outputs of a batch, in memory step by step; one vector a row where a network pools. */
  private record OutputReader(float[] floats, double[] doubles, int batch, int width, int time) {
    static OutputReader of(INDArray output) {
      boolean pooled = output.rank() == 2;
      INDArray steps = pooled ? output : output.permute(2, 0, 1);
      DataBuffer data = steps.dup('c').data();
      boolean isFloat = output.dataType() == DataType.FLOAT;
      return new OutputReader(
          isFloat ? data.asFloat() : null,
          isFloat ? null : data.asDouble(),
          (int) output.size(0),
          (int) output.size(1),
          pooled ? 1 : (int) output.size(2));
    }

    /** {@code [label, output]} */
    double[][] row(int row, int firstLabel, SequenceExample example) {
      double[][] outputs = new double[example.labels().length()][];
      for (int label = 0; label < outputs.length; label++) {
        // A pooled output has one step, which is the label's.
        int start = (Math.min(firstLabel + label, time - 1) * batch + row) * width;
        outputs[label] =
            floats == null ? Arrays.copyOfRange(doubles, start, start + width) : widened(start);
      }
      return outputs;
    }

    private double[] widened(int start) {
      double[] outputs = new double[width];
      for (int index = 0; index < width; index++) {
        outputs[index] = floats[start + index];
      }
      return outputs;
    }
  }
}
