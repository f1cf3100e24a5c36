package unroll.data.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How two values are compared. */
enum Comparison {
  AT_LEAST(">="),
  GREATER(">"),
  AT_MOST("<="),
  LESS("<"),
  EQUAL("="),
  DIFFERENT("!=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  static Optional<Comparison> of(String sign) {
    return Arrays.stream(values()).filter(comparison -> comparison.sign.equals(sign)).findFirst();
  }

  static List<String> signs() {
    return Arrays.stream(values()).map(comparison -> comparison.sign).toList();
  }

  boolean holds(double left, double right) {
    return switch (this) {
      case AT_LEAST -> left >= right;
      case GREATER -> left > right;
      case AT_MOST -> left <= right;
      case LESS -> left < right;
      case EQUAL -> left == right;
      case DIFFERENT -> left != right;
    };
  }
}
