package unroll.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import unroll.layers.Merge;
import unroll.layers.RecurrentCell;
import unroll.layers.SequenceOutput;
import unroll.network.NamedLayer;
import unroll.network.RecurrentNetwork;

/**
 * A network with one hidden unit held at a value: cause, where {@link UnitScores} shows
 * correlation.
 *
 * <p>It is a copy of the network in which the unit's outgoing weights are zero, those to its own
 * layer at the next step and those to the layer above, and the value times these weights stands in
 * the biases instead. Everything but the unit then computes as if the unit had the value at every
 * step, and before the first one. The unit itself goes on unseen.
 */
public final class Ablation {
  private Ablation() {}

  /**
   * What holding a unit does to some steps.
   *
   * @param kind of the steps, in words
   * @param before mean loss of the network as it is, in nats
   * @param after mean loss with the unit held
   */
  public record Effect(String kind, int steps, double before, double after) {
    public double change() {
      return after - before;
    }
  }

  /**
   * @param layer place among the recurrent layers, from 0
   * @param unit place in the layer; of one that reads both ways the forward units come first
   * @param value what the unit is held at, such as 0 or its mean
   * @throws IllegalArgumentException if the unit's outgoing weights are not its own: directions are
   *     added, averaged or multiplied, or the output layer shares the embedding's weights
   */
  public static RecurrentNetwork hold(RecurrentNetwork network, int layer, int unit, double value) {
    RecurrentNetwork copy = new RecurrentNetwork(network.dl4j().clone());
    List<NamedLayer> layers = NamedLayer.of(copy.dl4j());
    NamedLayer held =
        layers.stream()
            .filter(one -> one.layer().conf().getLayer() instanceof RecurrentCell)
            .skip(layer)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no recurrent layer " + layer));
    RecurrentCell cell = (RecurrentCell) held.layer().conf().getLayer();
    NamedLayer above = layers.get(held.index() + 1);
    requireOwnWeights(cell, above);
    int units = (int) cell.getNOut();
    String prefix = cell.readsBothWays() ? (unit < units ? "f" : "b") : "";
    String bias = cell.cell().hasRecurrentBias() ? "rb" : "b";
    move(held, prefix + "RW", prefix + bias, unit % units, value);
    if (above.layer().conf().getLayer() instanceof RecurrentCell next && next.readsBothWays()) {
      move(above, "fW", "fb", unit, value);
      move(above, "bW", "bb", unit, value);
    } else {
      move(above, "W", "b", unit, value);
    }
    // The copy's stepper has taken the weights as they were.
    copy.clearStepState();
    return copy;
  }

  private static void requireOwnWeights(RecurrentCell cell, NamedLayer above) {
    if (cell.readsBothWays() && cell.getMerge() != Merge.CONCATENATE) {
      throw new IllegalArgumentException("directions that are merged share their weights");
    } else if (above.layer().conf().getLayer() instanceof SequenceOutput output
        && output.isTiedToEmbedding()) {
      throw new IllegalArgumentException("the output layer shares the embedding's weights");
    }
  }

  /** Takes a row out of the weights, and adds it to the bias so many times. */
  private static void move(NamedLayer layer, String weights, String bias, int row, double times) {
    // INDArray.get takes later rows of a view, as parameters are, for empty (ND4J 1.0.0-M2.1).
    INDArray outgoing = layer.layer().getParam(weights).tensorAlongDimension(row, 1);
    INDArray sum = layer.layer().getParam(bias);
    sum.addi(outgoing.mul(times).reshape(sum.shape()));
    outgoing.assign(0);
  }

  /**
   * The losses of two networks on one sequence, for all labeled steps and by kind.
   *
   * @param row a batch of one with labels
   * @param kinds binary annotations of the steps; for a text usually those of the character that
   *     {@linkplain Annotation#ofNext follows}. Kinds that no labeled step has are left out
   */
  public static List<Effect> effects(
      RecurrentNetwork network, RecurrentNetwork held, DataSet row, List<Annotation> kinds) {
    return effects(StepLosses.of(network, row), StepLosses.of(held, row), kinds);
  }

  /**
   * As above of losses that are known.
   *
   * @param before of the network as it is {@code [step]}, NaN without a label
   * @param after with the unit held
   * @param kinds binary annotations of the same steps
   */
  static List<Effect> effects(double[] before, double[] after, List<Annotation> kinds) {
    List<Effect> effects = new ArrayList<>();
    float[] everywhere = new float[before.length];
    Arrays.fill(everywhere, 1);
    effects.add(effect(new Annotation("all", true, everywhere), before, after));
    for (Annotation kind : kinds) {
      Effect effect = effect(kind, before, after);
      if (effect.steps() > 0) {
        effects.add(effect);
      }
    }
    return effects;
  }

  private static Effect effect(Annotation kind, double[] before, double[] after) {
    int steps = 0;
    double sumBefore = 0;
    double sumAfter = 0;
    for (int step = 0; step < before.length; step++) {
      if (kind.values()[step] == 1 && !Double.isNaN(before[step])) {
        steps++;
        sumBefore += before[step];
        sumAfter += after[step];
      }
    }
    return new Effect(kind.name(), steps, sumBefore / steps, sumAfter / steps);
  }
}
