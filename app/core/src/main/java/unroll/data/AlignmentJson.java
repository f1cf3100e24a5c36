package unroll.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Alignments as pages draw them: keys as in {@link Alignment#toMap}, four digits of a weight. */
public final class AlignmentJson {
  private static final double DIGITS = 1e4;

  private AlignmentJson() {}

  public static ObjectNode of(Alignment alignment) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode pieces = node.putObject(Alignment.PIECES);
    alignment.source().forEach(pieces.putArray("source")::add);
    alignment.target().forEach(pieces.putArray("target")::add);
    ArrayNode rows = node.putArray(Alignment.WEIGHTS);
    for (float[] weights : alignment.weights()) {
      ArrayNode row = rows.addArray();
      for (float weight : weights) {
        row.add(Math.round(weight * DIGITS) / DIGITS);
      }
    }
    return node;
  }
}
