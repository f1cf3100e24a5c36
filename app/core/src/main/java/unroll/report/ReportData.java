package unroll.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unroll.data.Alignment;
import unroll.data.AlignmentJson;

/** What the report's script draws: the lines of every curve, and the names of the runs. */
final class ReportData {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ReportData() {}

  /**
   * @param runs their labels, in the order of their colors
   * @param alignments of sentences that runs have translated, by run and split
   */
  static ObjectNode of(
      List<String> runs, List<Curve> curves, Map<String, List<Alignment>> alignments) {
    Map<String, Integer> ids =
        IntStream.range(0, runs.size())
            .boxed()
            .collect(Collectors.toMap(runs::get, id -> id, (first, second) -> first));
    ObjectNode data = JSON.objectNode();
    ArrayNode names = data.putArray("runs");
    runs.forEach(names::add);
    ArrayNode all = data.putArray("curves");
    for (Curve curve : curves) {
      ObjectNode drawn = all.addObject().put("name", curve.name()).put("over", curve.over());
      ArrayNode lines = drawn.putArray("lines");
      for (Curve.Line line : curve.lines()) {
        ObjectNode one = lines.addObject().put("run", ids.get(line.run()));
        one.set("steps", numbers(line.steps()));
        one.set("values", numbers(line.values()));
      }
    }
    ArrayNode attention = data.putArray("attention");
    alignments.forEach(
        (name, sentences) -> {
          ArrayNode one = attention.addObject().put("name", name).putArray("sentences");
          sentences.forEach(sentence -> one.add(AlignmentJson.of(sentence)));
        });
    return data;
  }

  /** JSON knows no NaN: null. Whole numbers without a fraction, for the sake of size. */
  private static ArrayNode numbers(double[] values) {
    ArrayNode array = JSON.arrayNode(values.length);
    for (double value : values) {
      if (!Double.isFinite(value)) {
        array.addNull();
      } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
        array.add((long) value);
      } else {
        array.add(value);
      }
    }
    return array;
  }
}
