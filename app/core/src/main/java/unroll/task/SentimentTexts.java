package unroll.task;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Labeled texts as they stand in the tables; only on their way to a network, for they are large.
 *
 * @param labels the labels in the order of their ids, as the tables have them
 * @param splits by their names, training first
 * @param leftOut empty texts that are in no split
 */
record SentimentTexts(List<String> labels, Map<String, List<LabeledText>> splits, int leftOut) {

  List<LabeledText> of(String split) {
    return splits.get(split);
  }

  /** The identities of a split's texts that stand in a split before it too. */
  Set<String> alsoBefore(String split) {
    Set<String> before = new HashSet<>();
    for (Map.Entry<String, List<LabeledText>> earlier : splits.entrySet()) {
      if (earlier.getKey().equals(split)) {
        break;
      }
      earlier.getValue().forEach(text -> before.add(text.identity()));
    }
    return of(split).stream()
        .map(LabeledText::identity)
        .filter(before::contains)
        .collect(Collectors.toUnmodifiableSet());
  }
}
