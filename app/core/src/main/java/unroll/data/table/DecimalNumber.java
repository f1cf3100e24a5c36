package unroll.data.table;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as tables hold them: decimal, with a point and an exponent at most, and finite. */
final class DecimalNumber {
  // Possessive, so that a long field which is no number is refused in linear time.
  private static final Pattern SHAPE =
      Pattern.compile("[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+");

  private DecimalNumber() {}

  /** Spaces around the number do not matter. */
  static OptionalDouble parse(String text) {
    String digits = text.strip();
    if (!SHAPE.matcher(digits).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(digits);
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }
}
