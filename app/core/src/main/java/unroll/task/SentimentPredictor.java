package unroll.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.SequenceExample;
import unroll.data.Symbols;
import unroll.data.Vocabulary;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;
import unroll.training.Answers;
import unroll.training.Evaluator;

/** Says of a text how probable its labels are. */
final class SentimentPredictor implements Predictor {
  private static final int LONGEST_SHOWN = 60;

  private final RecurrentNetwork network;
  private final SentimentEncoder encoder;
  private final Evaluator evaluator;

  SentimentPredictor(RecurrentNetwork network, SentimentEncoder encoder) {
    this.network = network;
    this.encoder = encoder;
    this.evaluator = new Evaluator(encoder.shape());
  }

  /**
   * @throws UserException if a file of the run is missing, damaged or of another model
   */
  static SentimentPredictor read(SentimentClassification task, RecurrentNetwork network, Path run) {
    SentimentEncoder encoder = SentimentEncoder.read(task, run);
    if (encoder.classes().size() != network.outputSize()) {
      throw new UserException(
          "%s: has %d labels, but the model was trained with %d"
              .formatted(run, encoder.classes().size(), network.outputSize()));
    }
    ModelFit.require(network, encoder.shape(), run);
    return new SentimentPredictor(network, encoder);
  }

  @Override
  public Optional<Map<String, Object>> answer(String line) {
    SentimentEncoder.Encoded encoded = encoder.encode(line);
    Answers answers = ask(encoded.symbols());
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int label = 0; label < encoder.classes().size(); label++) {
      probabilities.put(encoder.classes().get(label), answers.output(0, label));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("text", line);
    answer.put("label", encoder.classes().get(answers.best(0)));
    answer.put("probabilities", probabilities);
    if (encoded.isCut()) {
      answer.put("pieces", encoded.length());
      answer.put("pieces-read", encoded.symbols().length());
    }
    return Optional.of(answer);
  }

  @Override
  public Optional<ReadInput> read(String line) {
    SequenceExample example = new SequenceExample(encoder.encode(line).symbols(), Symbols.of(0));
    return Optional.of(
        new ReadInput(encoder.shape(), encoder.pieces(), encoder.classes(), example));
  }

  /** A line for a person: the text, what the network says of it, and what is true. */
  String demonstrate(LabeledText text) {
    Answers answers = ask(encoder.encode(text.text()).symbols());
    int best = answers.best(0);
    String shown = Vocabulary.escape(text.text());
    if (shown.codePointCount(0, shown.length()) > LONGEST_SHOWN) {
      shown = shown.substring(0, shown.offsetByCodePoints(0, LONGEST_SHOWN)) + "...";
    }
    return "\"%s\": %s (%.2f), in truth %s"
        .formatted(
            shown,
            encoder.classes().get(best),
            answers.output(0, best),
            encoder.classes().get(text.label()));
  }

  private Answers ask(Symbols text) {
    return evaluator.answer(network, new SequenceExample(text, Symbols.of(0)));
  }
}
