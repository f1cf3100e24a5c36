package unroll.insight;

import java.util.List;
import java.util.Optional;

/**
 * What holding units does, beside what it does to units drawn at random.
 *
 * @param sampled how the scored steps were chosen, in words
 * @param units that were held
 * @param leftOut named units that there was no time for
 * @param others as many as were drawn, at random and not among the units
 * @param zeroed change of the loss with one of the others held at 0, for all steps and by kind
 * @param clamped likewise at its mean
 * @param written what the network writes as it is, symbol by symbol; empty if nothing
 * @param impossible why nothing was held
 */
public record Causes(
    String sampled,
    List<UnitCause> units,
    int leftOut,
    int others,
    List<Chance> zeroed,
    List<Chance> clamped,
    List<String> written,
    Optional<String> impossible) {

  /**
   * What chance does to the loss.
   *
   * @param median of the changes, in nats
   * @param high a tenth of the changes is greater
   */
  public record Chance(String kind, double median, double high) {}

  static Causes impossible(String why) {
    return new Causes("", List.of(), 0, 0, List.of(), List.of(), List.of(), Optional.of(why));
  }
}
