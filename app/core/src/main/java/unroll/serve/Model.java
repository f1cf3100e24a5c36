package unroll.serve;

import java.util.Optional;
import unroll.config.UserException;
import unroll.data.Vocabulary;
import unroll.experiment.FinishedRun;
import unroll.network.RecurrentNetwork;
import unroll.task.CharacterLanguageModel;
import unroll.task.Predictor;

/**
 * A network of a run and what reads its inputs, for one request at a time.
 *
 * @param vocabulary of a character language model
 * @param version of the file it was read from
 */
record Model(
    RecurrentNetwork network,
    Predictor predictor,
    Optional<Vocabulary> vocabulary,
    FileVersion version) {

  /**
   * @throws UserException if a file of the run is missing or damaged
   */
  static Model read(FinishedRun run, FileVersion version) {
    RecurrentNetwork network = run.model();
    Predictor predictor = run.config().task().predictor(network, run.folder());
    Optional<Vocabulary> vocabulary = Optional.empty();
    if (run.config().task() instanceof CharacterLanguageModel) {
      vocabulary = Optional.of(run.vocabulary(CharacterLanguageModel.VOCABULARY_FILE));
    }
    return new Model(network, predictor, vocabulary, version);
  }

  /**
   * @throws HttpError if the run is of another task
   */
  Vocabulary characters() {
    return vocabulary.orElseThrow(
        () -> new HttpError(409, "needs the run of a character language model"));
  }
}
