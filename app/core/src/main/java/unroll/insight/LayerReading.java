package unroll.insight;

import java.util.Map;
import java.util.Optional;

/**
 * What a recurrent layer does while it reads a sequence. A layer that reads both ways has twice its
 * units, the forward ones first. Numbers at masked steps, which no layer reads, are 0.
 *
 * @param name such as {@code layer 2 (lstm)}
 * @param hidden states after the steps
 * @param cell cell states after the steps, of an lstm
 * @param gates the sigmoids by name: input, forget and output of an lstm, reset and update of a gru
 */
public record LayerReading(
    String name,
    boolean readsBothWays,
    UnitSeries hidden,
    Optional<UnitSeries> cell,
    Map<String, UnitSeries> gates) {

  /** A unit in words, counted from 1, such as {@code 12 backward}. */
  public String unitName(int unit) {
    int ofADirection = hidden.units() / 2;
    if (!readsBothWays) {
      return Integer.toString(unit + 1);
    }
    return unit < ofADirection ? (unit + 1) + " forward" : (unit - ofADirection + 1) + " backward";
  }
}
