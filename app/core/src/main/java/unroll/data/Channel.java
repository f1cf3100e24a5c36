package unroll.data;

/** What stands at one step of an input or a label. */
public sealed interface Channel {
  /** Number of different symbols, or of numbers at a step. */
  int size();

  /** One of {@code size} symbols. */
  record Symbolic(int size) implements Channel {
    public Symbolic {
      requirePositive(size);
    }
  }

  /** {@code size} numbers of any value. */
  record Numeric(int size) implements Channel {
    public Numeric {
      requirePositive(size);
    }
  }

  /** {@code size} independent answers, each no (0) or yes (1). */
  record YesNo(int size) implements Channel {
    public YesNo {
      requirePositive(size);
    }
  }

  /**
   * A frame such as an image, one of some symbols, or nothing, from step to step.
   *
   * @param symbols number of different symbols; 0: frames only
   */
  record Mixed(FrameShape frame, int symbols) implements Channel {
    public Mixed {
      if (symbols < 0) {
        throw new IllegalArgumentException("expected at least 0 symbols, got " + symbols);
      }
    }

    @Override
    public int size() {
      return frame.size();
    }
  }

  static Channel symbols(int count) {
    return new Symbolic(count);
  }

  static Channel numbers(int width) {
    return new Numeric(width);
  }

  default boolean isSymbols() {
    return this instanceof Symbolic;
  }

  private static void requirePositive(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a channel needs a size of at least 1, got " + size);
    }
  }
}
