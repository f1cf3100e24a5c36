package unroll.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Deals texts out at random: every part has the same share of every label, and a text that stands
 * several times stands in one part only.
 */
final class StratifiedSplit {
  private final Map<String, Double> shares;
  private final String rest;
  private final Random random;

  /**
   * @param shares of the parts by their names, rounded down
   * @param rest name of the part with all that is left
   */
  StratifiedSplit(Map<String, Double> shares, String rest, Random random) {
    this.shares = shares;
    this.rest = rest;
    this.random = random;
  }

  /** All copies of one text. */
  private static final class Copies {
    private final int label;
    private int count;
    private String part;

    private Copies(int label) {
      this.label = label;
    }
  }

  /**
   * @return texts by the names of the parts, the rest first, in the order they came in
   */
  Map<String, List<LabeledText>> deal(List<LabeledText> texts) {
    Map<String, Copies> copies = new LinkedHashMap<>();
    for (LabeledText text : texts) {
      copies.computeIfAbsent(text.identity(), unseen -> new Copies(text.label())).count++;
    }
    Map<Integer, List<Copies>> byLabel = new TreeMap<>();
    for (Copies one : copies.values()) {
      byLabel.computeIfAbsent(one.label, unseen -> new ArrayList<>()).add(one);
    }
    byLabel.values().forEach(this::choose);
    Map<String, List<LabeledText>> parts = new LinkedHashMap<>();
    parts.put(rest, new ArrayList<>());
    shares.keySet().forEach(part -> parts.put(part, new ArrayList<>()));
    for (LabeledText text : texts) {
      parts.get(copies.get(text.identity()).part).add(text);
    }
    return parts;
  }

  private void choose(List<Copies> ofOneLabel) {
    Collections.shuffle(ofOneLabel, random);
    int total = ofOneLabel.stream().mapToInt(copies -> copies.count).sum();
    Map<String, Integer> room = new LinkedHashMap<>();
    shares.forEach((part, share) -> room.put(part, (int) (share * total)));
    for (Copies copies : ofOneLabel) {
      copies.part =
          room.keySet().stream()
              .filter(part -> room.get(part) >= copies.count)
              .findFirst()
              .orElse(rest);
      room.computeIfPresent(copies.part, (part, left) -> left - copies.count);
    }
  }
}
