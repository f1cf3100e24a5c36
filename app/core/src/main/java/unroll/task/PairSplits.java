package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.data.text.TextSplitter;
import unroll.data.text.TextUnit;

/**
 * The pairs of a {@link Translation} as they were read.
 *
 * @param pairs by the names of the splits, training first
 * @param files all files they were read from
 */
record PairSplits(Map<String, List<SentencePair>> pairs, List<Path> files) {
  static final String TRAINING = "training";
  static final String VALIDATION = "validation";
  static final String TEST = "test";

  /**
   * Reads all pairs, and holds some of those for training back where others are missing: pairs with
   * the same source are never parted.
   *
   * @param seed decides which pairs are held back
   * @throws UserException if there are none or too few, or one is wrong
   */
  static PairSplits read(Translation task, Function<String, Path> find, long seed) {
    Map<String, List<SentencePair>> pairs = deal(task, task.train().read(find), new Random(seed));
    read(task.validation(), find).ifPresent(read -> pairs.put(VALIDATION, read));
    read(task.test(), find).ifPresent(read -> pairs.put(TEST, read));
    // In the order a person expects, whichever of them were dealt.
    Map<String, List<SentencePair>> inOrder = new LinkedHashMap<>();
    for (String split : List.of(TRAINING, VALIDATION, TEST)) {
      Optional.ofNullable(pairs.get(split)).ifPresent(found -> inOrder.put(split, found));
    }
    List<Path> files =
        Stream.of(task.train(), task.validation(), task.test())
            .flatMap(Stream::ofNullable)
            .flatMap(text -> text.files().stream())
            .map(find)
            .toList();
    return new PairSplits(inOrder, files);
  }

  private static Optional<List<SentencePair>> read(ParallelText text, Function<String, Path> find) {
    return Optional.ofNullable(text).map(given -> given.read(find));
  }

  private static Map<String, List<SentencePair>> deal(
      Translation task, List<SentencePair> all, Random random) {
    Map<String, Integer> room = new LinkedHashMap<>();
    room(task.testFraction(), "test-fraction", all).ifPresent(most -> room.put(TEST, most));
    room(task.validationShare(), "validation-fraction", all)
        .ifPresent(most -> room.put(VALIDATION, most));
    Map<String, List<SentencePair>> dealt = new LinkedHashMap<>();
    if (room.isEmpty()) {
      dealt.put(TRAINING, all);
      return dealt;
    }
    Map<String, List<SentencePair>> bySource =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    identity(task.source()), LinkedHashMap::new, Collectors.toList()));
    List<List<SentencePair>> groups = new ArrayList<>(bySource.values());
    Collections.shuffle(groups, random);
    for (List<SentencePair> group : groups) {
      String split =
          room.keySet().stream()
              .filter(name -> room.get(name) >= group.size())
              .findFirst()
              .orElse(TRAINING);
      room.computeIfPresent(split, (name, left) -> left - group.size());
      dealt.computeIfAbsent(split, name -> new ArrayList<>()).addAll(group);
    }
    if (dealt.size() <= room.size()) {
      throw new UserException(
          "%s: its %,d pairs have too few different sources to hold some back; give more, or"
                  .formatted(task.train().name(), all.size())
              + " task.validation-fraction: 0 and task.test-fraction: 0");
    }
    return dealt;
  }

  private static Optional<Integer> room(double share, String key, List<SentencePair> all) {
    int most = (int) (share * all.size());
    if (share > 0 && most == 0) {
      throw new UserException(
          "task.%s: %s of %,d pairs is none; expected 0 or a larger share"
              .formatted(key, share, all.size()));
    }
    return share > 0 ? Optional.of(most) : Optional.empty();
  }

  /** Equal for sources that differ in white space or Unicode form only. */
  private static Function<SentencePair, String> identity(Language source) {
    TextSplitter words = TextSplitter.learn(TextUnit.WORD, source.lowercase(), 0, List.of());
    return pair -> words.join(words.split(pair.source()));
  }

  /** How many of some pairs have a source that others have too. */
  static long shared(List<SentencePair> pairs, List<SentencePair> others, Language source) {
    Function<SentencePair, String> identity = identity(source);
    Map<String, Long> wanted =
        pairs.stream()
            .map(identity)
            .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
    // The others are the many.
    return others.stream()
        .map(identity)
        .filter(wanted::containsKey)
        .distinct()
        .mapToLong(wanted::get)
        .sum();
  }
}
