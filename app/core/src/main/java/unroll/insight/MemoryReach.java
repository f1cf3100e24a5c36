package unroll.insight;

import java.util.List;
import java.util.Optional;

/**
 * How far back what a network says depends on what it read, measured at some labeled steps.
 *
 * @param positions steps that were measured
 * @param contexts what the steps cost where the network has read less, the shortest first
 * @param whole losses of the same steps after all that there is to read, in nats
 * @param lags how the loss of the steps changes with the states before them, the nearest first
 * @param noContexts why there are no contexts
 * @param noLags why there are no lags
 */
public record MemoryReach(
    int positions,
    List<OfContext> contexts,
    Optional<Spread> whole,
    List<OfLag> lags,
    Optional<String> noContexts,
    Optional<String> noLags) {

  /**
   * Losses where a network began at zero shortly before.
   *
   * @param read steps that it has read, the scored one included
   * @param loss of the steps, in nats
   * @param excess mean of what a step costs more than after all there is to read
   * @param error standard error of this mean
   */
  public record OfContext(int read, Spread loss, double excess, double error) {}

  /**
   * L2 norms of the derivative of a step's loss with respect to the state that the network was in
   * {@code lag} steps before: after step {@code t - lag}, where the loss is that of step {@code t}.
   *
   * @param all of the states of all layers together
   * @param layers of every layer's own
   */
  public record OfLag(int lag, Spread all, List<OfLayer> layers) {}

  /**
   * @param cell of an lstm
   */
  public record OfLayer(Spread hidden, Optional<Spread> cell) {}

  static MemoryReach none(String why) {
    return new MemoryReach(
        0, List.of(), Optional.empty(), List.of(), Optional.of(why), Optional.of(why));
  }
}
