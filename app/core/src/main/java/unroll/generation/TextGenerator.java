package unroll.generation;

import java.util.function.Predicate;
import unroll.config.UserException;
import unroll.data.Vocabulary;
import unroll.network.RecurrentNetwork;

/** Writes text character by character, each fed back as the next input, in constant memory. */
public final class TextGenerator {
  private final RecurrentNetwork network;
  private final Vocabulary vocabulary;

  /**
   * @throws UserException if the vocabulary is not the network's
   */
  public TextGenerator(RecurrentNetwork network, Vocabulary vocabulary) {
    if (network.outputSize() != vocabulary.size()) {
      throw new UserException(
          "the vocabulary has %d symbols, but the model was trained with %d"
              .formatted(vocabulary.size(), network.outputSize()));
    }
    this.network = network;
    this.vocabulary = vocabulary;
  }

  /**
   * Reads the prompt and goes on from it.
   *
   * @param prompt what the text begins with; empty: a line break is read first, or the first symbol
   *     of the vocabulary where there is none
   * @param length characters to write after the prompt
   * @param sink gets the prompt and then every character as it is made, and says whether to go on
   * @return whether the whole length was written
   * @throws UserException if the prompt has a character that the network does not know
   */
  public boolean write(String prompt, long length, Sampler sampler, Predicate<String> sink) {
    int[] ids = prompt.codePoints().map(this::idOf).toArray();
    network.clearStepState();
    double[] next = null;
    if (ids.length == 0) {
      next = network.step(vocabulary.idOf("\n").orElse(0));
    }
    for (int id : ids) {
      next = network.step(id);
    }
    boolean wanted = sink.test(prompt);
    for (long written = 0; wanted && written < length; written++) {
      int symbol = sampler.draw(next);
      wanted = sink.test(vocabulary.symbol(symbol));
      next = network.step(symbol);
    }
    network.clearStepState();
    return wanted;
  }

  /** As {@link #write} with the text returned. */
  public String text(String prompt, int length, Sampler sampler) {
    StringBuilder text = new StringBuilder();
    write(
        prompt,
        length,
        sampler,
        piece -> {
          text.append(piece);
          return true;
        });
    return text.toString();
  }

  private int idOf(int codePoint) {
    try {
      return vocabulary.idOfCharacter(codePoint);
    } catch (UserException e) {
      throw new UserException("prompt: " + e.getMessage(), e);
    }
  }
}
