package unroll.experiment;

import java.nio.file.Path;
import unroll.config.UserException;
import unroll.network.RecurrentNetwork;

/**
 * A model on its way to what training made of it.
 *
 * @param step optimizer steps made
 */
public record FilmFrame(int step, Path file) {
  /**
   * The model, without its optimizer's state.
   *
   * @throws UserException if the file is damaged
   */
  public RecurrentNetwork model() {
    return FinishedRun.readModel(file);
  }
}
