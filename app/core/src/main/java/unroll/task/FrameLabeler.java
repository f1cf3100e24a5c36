package unroll.task;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Sequence;
import unroll.data.SequenceExample;
import unroll.data.StepGrid;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;
import unroll.training.Answers;
import unroll.training.Evaluator;

/** Asks a network for the labels of steps: of a whole sequence, or one after the other. */
final class FrameLabeler {
  /** The file in a run folder with the labels. */
  static final String LABELS_FILE = "labels.txt";

  private final RecurrentNetwork network;
  private final List<String> classes;

  FrameLabeler(RecurrentNetwork network, List<String> classes) {
    this.network = network;
    this.classes = classes;
  }

  /**
   * @throws UserException if the labels of a run are missing, damaged or those of another model
   */
  static FrameLabeler read(RecurrentNetwork network, Path run) {
    List<String> classes = Vocabulary.read(run.resolve(LABELS_FILE)).symbols();
    if (classes.size() != network.outputSize()) {
      throw new UserException(
          "%s: has %d labels, but the model was trained with %d"
              .formatted(run.resolve(LABELS_FILE), classes.size(), network.outputSize()));
    }
    return new FrameLabeler(network, classes);
  }

  /**
   * @throws UserException if the network reads other steps than the files of its run have
   */
  FrameLabeler requireFit(Channel input, Path run) {
    ModelFit.require(network, shape(input), run);
    return this;
  }

  private DataShape shape(Channel input) {
    return new DataShape(Topology.MANY_TO_MANY, input, Channel.symbols(classes.size()));
  }

  String label(int id) {
    return classes.get(id);
  }

  /**
   * A sequence as the network reads it.
   *
   * @param inputs what people call its symbols; empty where there are none
   */
  ReadInput read(Channel input, List<String> inputs, Sequence sequence) {
    SequenceExample example = new SequenceExample(sequence, Symbols.of(new int[sequence.length()]));
    return new ReadInput(shape(input), inputs, classes, example);
  }

  /** The labels of a whole sequence, found as an evaluation finds them. */
  List<String> labels(Channel input, Sequence sequence) {
    SequenceExample example = new SequenceExample(sequence, Symbols.of(new int[sequence.length()]));
    Answers answers = new Evaluator(shape(input)).answer(network, example);
    return Arrays.stream(answers.best()).mapToObj(classes::get).toList();
  }

  /**
   * Forgets all steps before, and makes sure that the network can go step by step.
   *
   * @param sample a step like those to come; reading it once loads what the first would wait for
   * @throws UserException if it cannot, for it reads sequences from both ends
   */
  void begin(Channel input, Sequence sample) {
    try {
      step(input, sample);
    } catch (UnsupportedOperationException e) {
      throw new UserException(
          "--stream: this network reads sequences from both ends, so it cannot label a frame before"
              + " the last has come; train with network.bidirectional: false",
          e);
    }
    forget();
  }

  /** The next step begins a sequence. */
  void forget() {
    network.clearStepState();
  }

  /**
   * The next step of a sequence.
   *
   * @param step a sequence of one step
   * @return the probability of every label
   */
  double[] step(Channel input, Sequence step) {
    if (step instanceof Symbols symbols) {
      return network.step(symbols.at(0));
    }
    StepGrid grid = StepGrid.of(input, 1, 1);
    grid.put(0, 0, step);
    return network.step(grid.toFeatures(network.dataType())).dup().data().asDouble();
  }
}
