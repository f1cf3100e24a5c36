package unroll.training;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * An optimizer step that must not be, and all that is known of it.
 *
 * @param network with the parameters as they are: those before the step, unless the stage says more
 * @param states what the recurrent layers went on from, one a layer; empty: zeros
 * @param step counted from 1
 * @param gradientNorm before clipping
 */
record Trouble(
    MultiLayerNetwork network,
    DataSet batch,
    List<Map<String, INDArray>> states,
    Stage stage,
    int step,
    double learningRate,
    double loss,
    double gradientNorm,
    Clipping clipping) {

  /** How far the step had come. */
  enum Stage {
    /** The loss, a gradient or the learning rate is not finite; the parameters are untouched. */
    GRADIENT("before its update"),
    /** What the optimizer wants to change is not finite, or huge; the parameters are untouched. */
    CHANGE("before its update"),
    /** Parameters are not finite, or huge. */
    PARAMETERS("after its update"),
    /** All numbers are finite, but for long the loss has been far from what it began with. */
    LOSS("after its update");

    private final String when;

    Stage(String when) {
      this.when = when;
    }

    String when() {
      return when;
    }

    /** Whether the gradients in the network have become the changes of the parameters. */
    boolean hasChanges() {
      return this != GRADIENT;
    }
  }

  /**
   * How gradients were cut so far.
   *
   * @param norm the longest that a gradient may be; 0: any length
   * @param steps steps before this one
   * @param clipped how many of them were cut
   */
  record Clipping(double norm, int steps, int clipped) {
    double share() {
      return steps == 0 ? 0 : (double) clipped / steps;
    }

    Clipping after(double gradientNorm) {
      boolean isCut = norm > 0 && gradientNorm > norm;
      return new Clipping(norm, steps + 1, clipped + (isCut ? 1 : 0));
    }
  }
}
