package unroll.insight;

import java.util.ArrayList;
import java.util.List;
import unroll.data.Vocabulary;
import unroll.network.RecurrentNetwork;

/**
 * Every number of a character model reading a text: what goes in at a step, the hidden state, the
 * logits, their softmax, the character that follows and the loss.
 */
public record CharacterTrace(Vocabulary vocabulary, List<Step> steps) {

  /**
   * One time step.
   *
   * @param input id of the character read
   * @param hidden state of the topmost recurrent layer {@code [unit]}
   * @param logits what the output layer computes from it {@code [symbol]}
   * @param probabilities softmax of the logits {@code [symbol]}
   * @param target id of the character that follows
   */
  public record Step(
      int input, double[] hidden, double[] logits, double[] probabilities, int target) {
    /** Cross-entropy, in nats. */
    public double loss() {
      return -Math.log(probabilities[target]);
    }
  }

  /** Lets the network read a text with teacher forcing, from the zero state. */
  public static CharacterTrace of(RecurrentNetwork network, Vocabulary vocabulary, String text) {
    int[] ids =
        text.codePoints()
            .map(symbol -> vocabulary.idOf(Character.toString(symbol)).orElseThrow())
            .toArray();
    List<Step> steps = new ArrayList<>();
    network.clearStepState();
    for (int i = 0; i + 1 < ids.length; i++) {
      double[] probabilities = network.step(ids[i]);
      double[] hidden = network.hiddenState();
      steps.add(new Step(ids[i], hidden, network.logits(hidden), probabilities, ids[i + 1]));
    }
    network.clearStepState();
    return new CharacterTrace(vocabulary, steps);
  }

  /** Mean loss of a step, in nats. */
  public double meanLoss() {
    return steps.stream().mapToDouble(Step::loss).average().orElseThrow();
  }
}
