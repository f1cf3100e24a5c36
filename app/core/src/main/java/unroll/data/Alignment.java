package unroll.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each piece of a target looked at the pieces of its source.
 *
 * @param source in the order in which it was read
 * @param target as it was written, the ending among it
 * @param weights {@code [target][source]}, from 0 to 1, those of a target piece sum to 1
 */
public record Alignment(List<String> source, List<String> target, float[][] weights) {
  /** The pieces of both sides in {@link #toMap}. */
  public static final String PIECES = "pieces";

  /** The weights in {@link #toMap}. */
  public static final String WEIGHTS = "alignment";

  public Alignment {
    source = List.copyOf(source);
    target = List.copyOf(target);
    if (weights.length != target.size()) {
      throw new IllegalArgumentException(
          "expected weights of %d target pieces, found %d"
              .formatted(target.size(), weights.length));
    }
    for (float[] row : weights) {
      if (row.length != source.size()) {
        throw new IllegalArgumentException(
            "expected weights of %d source pieces, found %d".formatted(source.size(), row.length));
      }
    }
  }

  /** The place of the source piece that a target piece looked at most, the first of equal ones. */
  public int mostLookedAt(int targetPiece) {
    return mostLookedAt(weights[targetPiece]);
  }

  /** The place of the largest weight, the first of equal ones. */
  public static int mostLookedAt(float[] weights) {
    int most = 0;
    for (int place = 1; place < weights.length; place++) {
      most = weights[place] > weights[most] ? place : most;
    }
    return most;
  }

  /** Keys and values as they stand in JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> pieces = new LinkedHashMap<>();
    pieces.put("source", source);
    pieces.put("target", target);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(PIECES, pieces);
    map.put(WEIGHTS, weights);
    return map;
  }
}
