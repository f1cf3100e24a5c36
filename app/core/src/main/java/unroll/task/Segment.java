package unroll.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps after each other that have one label.
 *
 * @param start the first, from 0
 * @param end the one after the last
 */
record Segment(String label, int start, int end) {
  static List<Segment> of(List<String> labels) {
    List<Segment> segments = new ArrayList<>();
    for (int start = 0, end; start < labels.size(); start = end) {
      end = start + 1;
      while (end < labels.size() && labels.get(end).equals(labels.get(start))) {
        end++;
      }
      segments.add(new Segment(labels.get(start), start, end));
    }
    return segments;
  }

  /** Keys and values as they stand in JSON. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", label);
    map.put("start", start);
    map.put("end", end);
    return map;
  }
}
