package unroll.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import unroll.config.UserException;
import unroll.data.TextSource;
import unroll.data.table.Labels;

/**
 * The tables of a {@link SentimentClassification}, and how their texts become splits.
 *
 * @param seed decides which training texts are held back where a split has no table of its own
 */
record SentimentTables(
    SentimentClassification task,
    TextSource training,
    Optional<TextSource> validation,
    Optional<TextSource> test,
    long seed) {

  /** The tables that are files. */
  List<Path> files() {
    return Stream.of(Optional.of(training), validation, test)
        .flatMap(Optional::stream)
        .filter(TextSource.File.class::isInstance)
        .map(table -> ((TextSource.File) table).path())
        .toList();
  }

  /**
   * Reads all tables; the same texts every time.
   *
   * @throws UserException if they do not fit the task
   */
  SentimentTexts read() {
    LabeledTextReader reader = new LabeledTextReader(task);
    Labels labels = reader.labels(training);
    List<LabeledText> trainingTexts = reader.read(training, labels);
    Map<String, List<LabeledText>> parts = new LinkedHashMap<>();
    validation.ifPresent(table -> parts.put("validation", reader.read(table, labels)));
    test.ifPresent(table -> parts.put("test", reader.read(table, labels)));
    // After all tables, whose mistakes are to be told first.
    parts.putAll(deal(trainingTexts));
    Map<String, List<LabeledText>> splits = new LinkedHashMap<>();
    for (String split : List.of("training", "validation", "test")) {
      if (parts.containsKey(split)) {
        splits.put(split, parts.get(split));
      }
    }
    return new SentimentTexts(labels.classes(), splits, reader.leftOut());
  }

  private Map<String, List<LabeledText>> deal(List<LabeledText> texts) {
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("test", task.testFraction());
    shares.put("validation", task.validationShare());
    shares.values().removeIf(share -> share == 0);
    if (shares.isEmpty()) {
      return Map.of("training", texts);
    }
    Map<String, List<LabeledText>> parts =
        new StratifiedSplit(shares, "training", new Random(seed)).deal(texts);
    shares.forEach(
        (part, share) -> {
          if (parts.get(part).isEmpty()) {
            throw new UserException(
                ("%s: a task.%s-fraction of %s leaves no text of any label to the %s split; give"
                        + " more texts or a larger fraction")
                    .formatted(training.name(), part, share, part));
          }
        });
    return parts;
  }
}
