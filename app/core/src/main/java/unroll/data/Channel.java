package unroll.data;

/**
 * What stands at one step of an input or a label.
 *
 * @param kind symbols or numbers
 * @param size number of different symbols, or numbers in a frame
 */
public record Channel(Kind kind, int size) {
  /** What a step holds. */
  public enum Kind {
    SYMBOLS,
    NUMBERS
  }

  public Channel {
    if (size < 1) {
      throw new IllegalArgumentException("a channel needs a size of at least 1, got " + size);
    }
  }

  public static Channel symbols(int count) {
    return new Channel(Kind.SYMBOLS, count);
  }

  public static Channel numbers(int width) {
    return new Channel(Kind.NUMBERS, width);
  }

  public boolean isSymbols() {
    return kind == Kind.SYMBOLS;
  }
}
