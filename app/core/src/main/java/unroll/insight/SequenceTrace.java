package unroll.insight;

import java.util.List;
import java.util.SortedMap;

/**
 * Every number of a network that reads one short sequence: what goes in at a step, states and
 * gates, logits, outputs and losses.
 *
 * @param inputs ids by step; {@link unroll.data.Symbols#NONE} where nothing is read, {@link
 *     unroll.data.Symbols#FRAME} for numbers
 * @param numbers what the first recurrent layer reads by step: numbers, or the vector of a symbol
 *     or a frame; empty where it reads symbols as they are
 * @param layers the recurrent layers, from the input up
 * @param answers of labeled steps, by step
 */
public record SequenceTrace(
    int[] inputs,
    double[][] numbers,
    List<LayerTrace> layers,
    SortedMap<Integer, TraceAnswer> answers) {

  /** Mean loss of a labeled step. */
  public double meanLoss() {
    return answers.values().stream().mapToDouble(TraceAnswer::loss).average().orElseThrow();
  }

  /** The forward hidden state of the topmost recurrent layer after a step, {@code [unit]}. */
  public double[] hidden(int step) {
    return layers.get(layers.size() - 1).directions().get(0).get(UnitTrack.HIDDEN)[step];
  }
}
