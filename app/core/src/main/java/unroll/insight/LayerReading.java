package unroll.insight;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a recurrent layer does while it reads a sequence. A layer that reads both ways has twice its
 * units, the forward ones first. Numbers at masked steps, which no layer reads, are 0, as are those
 * at the steps of another stack.
 *
 * @param name such as {@code layer 2 (lstm)}
 * @param stack of an encoder and decoder, empty where all layers read the same steps
 * @param hidden states after the steps
 * @param cell cell states after the steps, of an lstm
 * @param gates the sigmoids by name: input, forget and output of an lstm, reset and update of a gru
 */
public record LayerReading(
    String name,
    Optional<Stack> stack,
    boolean readsBothWays,
    UnitSeries hidden,
    Optional<UnitSeries> cell,
    Map<String, UnitSeries> gates) {

  /**
   * What a layer is of.
   *
   * @param name encoder or decoder
   * @param steps whether it reads a step
   */
  public record Stack(String name, boolean[] steps) {}

  /** Places of the steps that it reads. */
  int[] places() {
    return IntStream.range(0, hidden.steps())
        .filter(step -> stack.isEmpty() || stack.get().steps()[step])
        .toArray();
  }

  /** A unit in words, counted from 1, such as {@code 12 backward}. */
  public String unitName(int unit) {
    int ofADirection = hidden.units() / 2;
    if (!readsBothWays) {
      return Integer.toString(unit + 1);
    }
    return unit < ofADirection ? (unit + 1) + " forward" : (unit - ofADirection + 1) + " backward";
  }
}
