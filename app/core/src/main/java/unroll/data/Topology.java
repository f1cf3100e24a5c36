package unroll.data;

/**
 * Where inputs and labels stand on the time axis. {@code x} input, {@code 0} zero vector, {@code y}
 * labeled step, {@code .} step without a label.
 *
 * <pre>
 *                        inputs        labels
 * one-to-one             x             y
 * one-to-many            x 0 0 0       y y y y
 * many-to-one            x x x x       . . . y
 * delayed many-to-many   x x x 0 0 0   . . . y y y
 * many-to-many           x x x x       y y y y
 * encoder-decoder        x x x | 0 0 0 . . . | y y y
 * </pre>
 *
 * <p>Encoder and decoder are two stacks: one reads the steps before the bar, the other goes on
 * after it.
 */
public enum Topology {
  ONE_TO_ONE {
    @Override
    public Layout layout(int inputs, int labels) {
      require(inputs == 1 && labels == 1, "one input and one label", inputs, labels);
      return new Layout(1, 0, 0);
    }
  },
  ONE_TO_MANY {
    @Override
    public Layout layout(int inputs, int labels) {
      require(inputs == 1 && labels >= 1, "one input and at least one label", inputs, labels);
      return new Layout(labels, 0, 0);
    }
  },
  MANY_TO_ONE {
    @Override
    public Layout layout(int inputs, int labels) {
      require(inputs >= 1 && labels == 1, "at least one input and one label", inputs, labels);
      return new Layout(inputs, 0, inputs - 1);
    }
  },
  DELAYED_MANY_TO_MANY {
    @Override
    public Layout layout(int inputs, int labels) {
      require(inputs >= 1 && labels >= 1, "at least one input and one label", inputs, labels);
      return new Layout(inputs + labels, 0, inputs);
    }
  },
  MANY_TO_MANY {
    @Override
    public Layout layout(int inputs, int labels) {
      require(inputs == labels, "as many labels as inputs", inputs, labels);
      return new Layout(inputs, 0, 0);
    }
  },
  ENCODER_DECODER {
    @Override
    public Layout layout(int inputs, int labels) {
      return DELAYED_MANY_TO_MANY.layout(inputs, labels);
    }
  };

  /** What the mask says of the steps that another stack of layers goes on from. */
  public static final int TARGET_STEP = 2;

  /** Whether labels come after the whole input. */
  public boolean isDelayed() {
    return this == DELAYED_MANY_TO_MANY || this == ENCODER_DECODER;
  }

  /**
   * @return where an example with that many inputs and labels stands
   * @throws IllegalArgumentException if the numbers do not fit the topology
   */
  public abstract Layout layout(int inputs, int labels);

  private static void require(boolean fits, String expected, int inputs, int labels) {
    if (!fits) {
      throw new IllegalArgumentException(
          "expected %s, got %d and %d".formatted(expected, inputs, labels));
    }
  }
}
