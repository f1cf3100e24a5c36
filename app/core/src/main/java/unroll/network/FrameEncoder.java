package unroll.network;

import java.util.List;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.UserException;
import unroll.data.FrameShape;

/** What a frame goes through before it is a vector of {@code network.embedding} numbers. */
public record FrameEncoder(
    @Key(
            doc =
                "convolutions with relu, one after the other, such as {filters: 16, size: 3,"
                    + " pool: 2}",
            byDefault = "[]")
        List<Convolution> convolutions,
    @Key(doc = "units of the dense relu layers that follow", byDefault = "[]")
        List<Integer> hidden) {

  /** That one convolution may make of a frame. */
  private static final int MOST_NUMBERS = 1 << 24;

  /** That all convolutions together may make of a frame. */
  static final int MOST_NUMBERS_OF_ALL = 1 << 26;

  private static final int MOST_UNITS = 65536;

  /** One convolution with its pooling. */
  public record Convolution(
      @Key(doc = "number of filters", min = 1, max = 4096) int filters,
      @Key(doc = "rows and columns of a filter, odd", byDefault = "3", min = 1, max = 31) int size,
      @Key(
              doc = "rows and columns of which the largest is kept; 1: all",
              byDefault = "2",
              min = 1,
              max = 31)
          int pool) {
    public Convolution {
      if (size % 2 == 0) {
        throw new InvalidKeyException("size", "expected an odd number, found " + size);
      }
    }
  }

  public FrameEncoder {
    convolutions = List.copyOf(convolutions);
    hidden = List.copyOf(hidden);
    for (int units : hidden) {
      if (units < 1 || units > MOST_UNITS) {
        throw new InvalidKeyException(
            "hidden", "expected units from 1 to %,d, found %,d".formatted(MOST_UNITS, units));
      }
    }
  }

  /**
   * Checks what only the frames can tell.
   *
   * @throws UserException if convolutions make too much of a frame, or leave too little to pool
   */
  void requireFit(FrameShape frame) {
    int rows = frame.height();
    int columns = frame.width();
    long numbers = 0;
    for (int i = 0; i < convolutions.size(); i++) {
      Convolution convolution = convolutions.get(i);
      String key = "network.encoder.convolutions[%d].".formatted(i);
      int most = Math.min(rows, columns);
      if (convolution.pool() > most) {
        throw new UserException(
            "%spool: frames are %d by %d there; expected at most %d, found %d"
                .formatted(key, rows, columns, most, convolution.pool()));
      } else if ((long) convolution.filters() * rows * columns > MOST_NUMBERS) {
        throw new UserException(
            "%sfilters: frames are %d by %d there; expected at most %d, found %d"
                .formatted(
                    key, rows, columns, MOST_NUMBERS / rows / columns, convolution.filters()));
      }
      numbers += (long) convolution.filters() * rows * columns;
      rows /= convolution.pool();
      columns /= convolution.pool();
    }
    if (numbers > MOST_NUMBERS_OF_ALL) {
      throw new UserException(
          "network.encoder.convolutions: expected at most %d numbers made of a frame, found %d"
              .formatted(MOST_NUMBERS_OF_ALL, numbers));
    }
  }

  /** Whether a frame is only projected. */
  boolean isPlain() {
    return convolutions.isEmpty() && hidden.isEmpty();
  }
}
