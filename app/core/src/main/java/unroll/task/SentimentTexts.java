package unroll.task;

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
    List<String> names = List.copyOf(splits.keySet());
    List<String> before = names.subList(0, names.indexOf(split));
    if (before.isEmpty()) {
      return Set.of();
    }
    // Those of the split are few; of those before it, which are many, none is kept.
    Set<String> own =
        of(split).stream().map(LabeledText::identity).collect(Collectors.toUnmodifiableSet());
    return before.stream()
        .flatMap(earlier -> of(earlier).stream())
        .map(LabeledText::identity)
        .filter(own::contains)
        .collect(Collectors.toUnmodifiableSet());
  }
}
