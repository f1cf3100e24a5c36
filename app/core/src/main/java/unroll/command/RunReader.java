package unroll.command;

import java.util.List;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.DataRoot;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.TextSource;
import unroll.data.Vocabulary;
import unroll.experiment.FinishedRun;
import unroll.experiment.HeldOut;
import unroll.insight.InspectedSequences;
import unroll.insight.Inspection;
import unroll.insight.Inspector;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;
import unroll.task.CharacterLanguageModel;
import unroll.task.ReadInput;

/** Has models of a run read its own data, or what a person gave. */
final class RunReader {
  private final FinishedRun run;
  private final DataShape shape;
  private final List<String> inputs;
  private final List<String> answers;
  private final List<SequenceExample> answered;
  private final Matter matter;
  private final int steps;
  private final String what;

  private interface Matter {
    Inspection readBy(Inspector inspector);
  }

  private RunReader(
      FinishedRun run,
      DataShape shape,
      List<String> inputs,
      List<String> answers,
      List<SequenceExample> answered,
      Matter matter,
      int steps,
      String what) {
    this.run = run;
    this.shape = shape;
    this.inputs = inputs;
    this.answers = answers;
    this.answered = answered;
    this.matter = matter;
    this.steps = steps;
    this.what = what;
  }

  /**
   * The run's test data, else its validation data, else its training data.
   *
   * @param most steps to read; a text is cut there, other sequences come whole
   */
  static RunReader ofHeldOut(FinishedRun run, DataRoot root, int most) {
    HeldOut heldOut = run.heldOut(root, Optional.empty());
    DataShape shape = heldOut.data().shape();
    List<SequenceExample> examples = InspectedSequences.of(heldOut.plan(), shape, most);
    return new RunReader(
        run,
        shape,
        heldOut.data().inputs(),
        heldOut.data().labels(),
        examples,
        inspector -> inspector.inspect(examples),
        examples.stream().mapToInt(example -> shape.layout(example).steps()).sum(),
        heldOut.split().equals("training")
            ? "the training data, as the run has no other"
            : "the " + heldOut.split() + " data");
  }

  /**
   * What a person gave: a text for a character language model, else inputs as {@code unroll
   * predict} takes them.
   *
   * @param most steps to read; a text is cut there, other inputs come whole
   * @throws UserException if it is no input of the run's task, or a character is not in the
   *     vocabulary
   */
  static RunReader of(FinishedRun run, GivenInput given, int most) {
    return run.config().task() instanceof CharacterLanguageModel
        ? ofText(run, given.source(), most)
        : ofInputs(run, given, most);
  }

  private static RunReader ofInputs(FinishedRun run, GivenInput given, int most) {
    List<ReadInput> inputs = given.inputs(run.predictor(), most);
    ReadInput first = inputs.get(0);
    List<SequenceExample> examples = inputs.stream().map(ReadInput::example).toList();
    return new RunReader(
        run,
        first.shape(),
        first.inputs(),
        first.answers(),
        List.of(),
        inspector -> inspector.inspect(examples).unlabeled(),
        examples.stream().mapToInt(example -> first.shape().layout(example).steps()).sum(),
        given.name());
  }

  private static RunReader ofText(FinishedRun run, TextSource source, int most) {
    Vocabulary vocabulary = run.vocabulary(CharacterLanguageModel.VOCABULARY_FILE);
    Symbols text = symbols(source, vocabulary, most);
    return new RunReader(
        run,
        CharacterLanguageModel.shape(vocabulary),
        vocabulary.symbols(),
        vocabulary.symbols(),
        List.of(),
        inspector -> inspector.inspect(text),
        text.length(),
        source.name());
  }

  private static Symbols symbols(TextSource source, Vocabulary vocabulary, int most) {
    Symbols.Builder symbols = new Symbols.Builder(vocabulary.size(), 0);
    int[] length = new int[1];
    source.forEachCodePoint(
        character -> {
          if (length[0] < most) {
            length[0]++;
            symbols.add(id(source, vocabulary, character, length[0]));
          }
        });
    if (length[0] == 0) {
      throw new UserException(source.name() + ": is empty; expected text");
    }
    return symbols.build();
  }

  private static int id(TextSource source, Vocabulary vocabulary, int character, int place) {
    return vocabulary
        .idOf(Character.toString(character))
        .orElseThrow(
            () ->
                new UserException(
                    "%s, character %,d: \"%s\" (U+%04X) is not one of the %,d that the network knows"
                        .formatted(
                            source.name(),
                            place,
                            Vocabulary.escape(Character.toString(character)),
                            character,
                            vocabulary.size())));
  }

  /**
   * @throws UserException if the model is none of the run
   */
  Inspection read(RecurrentNetwork network) {
    ModelFit.require(network, shape, run.folder());
    return matter.readBy(new Inspector(network, shape, inputs, answers));
  }

  /**
   * What a model of the run writes; nothing where there is no input whose right answer is known.
   *
   * @param inspection of what this reads
   * @param seed of all that is drawn
   */
  InspectedWriting writing(Inspection inspection, long seed) {
    if (run.config().task() instanceof CharacterLanguageModel) {
      Vocabulary vocabulary = run.vocabulary(CharacterLanguageModel.VOCABULARY_FILE);
      return InspectedWriting.ofText(vocabulary, inspection, seed);
    }
    return answered.isEmpty()
        ? InspectedWriting.none()
        : InspectedWriting.ofSequence(shape, answered.get(0), answers);
  }

  /**
   * What a model of the run looked at.
   *
   * @param inspection of what this reads
   */
  InspectedAttention attention(RecurrentNetwork network, Inspection inspection) {
    return answered.isEmpty()
        ? InspectedAttention.ofOwn(inspection.alignments())
        : InspectedAttention.ofAnswered(network, shape, answered, answers, inspection.alignments());
  }

  int steps() {
    return steps;
  }

  /** In words, such as {@code the test data}. */
  String what() {
    return what;
  }
}
