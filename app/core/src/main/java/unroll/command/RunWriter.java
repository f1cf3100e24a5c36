package unroll.command;

import java.io.PrintWriter;
import unroll.data.Vocabulary;
import unroll.experiment.FinishedRun;
import unroll.generation.Sampler;
import unroll.generation.TextGenerator;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;
import unroll.task.CharacterLanguageModel;

/** Writes with a run's character model, until the user ends it or nobody reads on. */
final class RunWriter {
  private final TextGenerator generator;
  private final PrintWriter out;
  private final Interruption interruption;

  /**
   * @param run of a character language model
   * @throws unroll.config.UserException if its model and its vocabulary do not fit
   */
  RunWriter(FinishedRun run, PrintWriter out, Interruption interruption) {
    Vocabulary vocabulary = run.vocabulary(CharacterLanguageModel.VOCABULARY_FILE);
    RecurrentNetwork network = run.model();
    this.generator = new TextGenerator(network, vocabulary);
    ModelFit.require(network, CharacterLanguageModel.shape(vocabulary), run.folder());
    this.out = out;
    this.interruption = interruption;
  }

  /**
   * Every character as it is made, then a line break.
   *
   * @return whether the whole length was written
   */
  boolean write(String prompt, long length, Sampler sampler) {
    boolean completed =
        generator.write(
            prompt,
            length,
            sampler,
            text -> {
              out.print(text);
              out.flush();
              return !interruption.isRequested() && !out.checkError();
            });
    out.println();
    return completed;
  }
}
