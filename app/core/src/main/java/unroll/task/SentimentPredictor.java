package unroll.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.config.UserException;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.network.RecurrentNetwork;
import unroll.training.Answers;
import unroll.training.Evaluator;
import unroll.training.Scorer;

/** Says of a text how probable its labels are. */
final class SentimentPredictor implements Predictor {
  private static final int LONGEST_SHOWN = 60;

  private final RecurrentNetwork network;
  private final SentimentEncoder encoder;

  SentimentPredictor(RecurrentNetwork network, SentimentEncoder encoder) {
    this.network = network;
    this.encoder = encoder;
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

  /** Asks as an evaluation does, so that the same text gets the same answer. */
  private Answers ask(Symbols text) {
    SequenceExample example = new SequenceExample(text, Symbols.of(0));
    Listener listener = new Listener();
    new Evaluator(encoder.shape())
        .score(
            network, ShuffledExamples.inOrder(List.of(example), Topology.MANY_TO_ONE, 1), listener);
    return listener.answers;
  }

  /** Keeps what the network answered. */
  private static final class Listener implements Scorer {
    private Answers answers;

    @Override
    public void add(SequenceExample example, Answers given) {
      answers = given;
    }

    @Override
    public Map<String, Double> metrics(double loss) {
      return Map.of();
    }

    @Override
    public List<String> rankings() {
      return List.of();
    }
  }
}
