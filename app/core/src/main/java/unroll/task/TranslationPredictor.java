package unroll.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.config.UserException;
import unroll.generation.Ensemble;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;

/** Translates a sentence a line. */
final class TranslationPredictor implements Predictor {
  private final Translation task;
  private final TranslationEncoder encoder;
  private final Translator translator;
  private final boolean looksBack;

  private TranslationPredictor(Translation task, TranslationEncoder encoder, Ensemble networks) {
    this.task = task;
    this.encoder = encoder;
    this.translator = new Translator(task, encoder, networks);
    this.looksBack = networks.looksBack();
  }

  /**
   * @throws UserException if a file of the run is missing, damaged or of another model
   */
  static TranslationPredictor read(Translation task, List<RecurrentNetwork> networks, Path run) {
    TranslationEncoder encoder = TranslationEncoder.read(task, run);
    for (RecurrentNetwork network : networks) {
      if (encoder.target().size() != network.outputSize()) {
        throw new UserException(
            "%s: the vocabulary of the target has %d symbols, but the model was trained with %d"
                .formatted(run, encoder.target().size(), network.outputSize()));
      }
      ModelFit.require(network, encoder.shape(), run);
    }
    return new TranslationPredictor(task, encoder, new Ensemble(networks));
  }

  @Override
  public Optional<Map<String, Object>> answer(String line) {
    return Optional.of(answer(line, translator.translate(line)));
  }

  @Override
  public boolean aligns() {
    return looksBack;
  }

  @Override
  public Optional<Map<String, Object>> answerWithAlignment(String line) {
    if (!looksBack) {
      return Predictor.super.answerWithAlignment(line);
    }
    List<Translator.Found> found = translator.translate(line);
    Map<String, Object> answer = answer(line, found);
    answer.putAll(translator.alignment(line, found.get(0)).toMap());
    return Optional.of(answer);
  }

  private Map<String, Object> answer(String line, List<Translator.Found> found) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("source", line);
    answer.put("translation", found.get(0).text());
    answer.put("score", found.get(0).score());
    if (task.beamWidth() > 1) {
      answer.put("candidates", found.stream().map(TranslationPredictor::candidate).toList());
    }
    return answer;
  }

  /** With the network's own translation, which it reads again where it is fed back. */
  @Override
  public Optional<ReadInput> read(String line) {
    int[] labels = translator.translate(line).get(0).candidate().labels();
    return Optional.of(
        new ReadInput(
            encoder.shape(),
            encoder.inputs(),
            encoder.target().vocabulary().symbols(),
            encoder.example(line, labels)));
  }

  private static Map<String, Object> candidate(Translator.Found found) {
    Map<String, Object> candidate = new LinkedHashMap<>();
    candidate.put("text", found.text());
    candidate.put("score", found.score());
    return candidate;
  }
}
