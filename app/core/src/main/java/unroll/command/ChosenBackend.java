package unroll.command;

import unroll.backend.BackendChoice;

/** The program, as a command that asks for the global option {@code --backend} sees it. */
public interface ChosenBackend {
  /**
   * @throws unroll.config.UserException if the option, the property or the variable has no valid
   *     word
   */
  BackendChoice backend();
}
