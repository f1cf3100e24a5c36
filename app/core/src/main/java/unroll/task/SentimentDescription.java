package unroll.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unroll.config.Words;

/** What a person should know of the texts of a {@link SentimentClassification}. */
final class SentimentDescription {
  private static final int MOST_CLASSES_COUNTED = 6;

  private final SentimentClassification task;
  private final SentimentTexts texts;
  private final SentimentEncoder encoder;
  private final Map<String, EncodedTexts> encoded;
  private final List<String> lines = new ArrayList<>();

  SentimentDescription(
      SentimentClassification task,
      SentimentTexts texts,
      SentimentEncoder encoder,
      Map<String, EncodedTexts> encoded) {
    this.task = task;
    this.texts = texts;
    this.encoder = encoder;
    this.encoded = encoded;
  }

  List<String> lines() {
    texts.splits().keySet().forEach(this::describe);
    if (!texts.splits().containsKey("validation")) {
      lines.add("validation: none, so the training loss decides which model is best");
    }
    if (texts.leftOut() > 0) {
      lines.add("left out: %,d empty texts".formatted(texts.leftOut()));
    }
    lines.add(
        "vocabulary: %,d symbols, a %s each"
            .formatted(encoder.vocabularySize(), Words.kebabCase(task.unit())));
    return lines;
  }

  private void describe(String split) {
    List<LabeledText> all = texts.of(split);
    StringBuilder line = new StringBuilder("%s: %,d texts".formatted(split, all.size()));
    line.append(" (").append(counts(all)).append(")");
    int cut = encoded.get(split).cut();
    if (cut > 0) {
      line.append(", %,d cut at %,d %ss".formatted(cut, task.maxLength(), unit()));
    }
    long empty = all.stream().filter(LabeledText::isEmpty).count();
    if (empty > 0) {
      line.append(", %,d empty".formatted(empty));
    }
    double unknown = encoded.get(split).unknownShare();
    if (unknown > 0) {
      line.append(", %.2f %% of its %ss unknown".formatted(100 * unknown, unit()));
    }
    lines.add(line.toString());
    describeRepeats(split);
  }

  private void describeRepeats(String split) {
    Set<String> alsoBefore = texts.alsoBefore(split);
    if (!alsoBefore.isEmpty()) {
      long copies =
          texts.of(split).stream().filter(text -> alsoBefore.contains(text.identity())).count();
      lines.add(
          "%s: %,d of them (%,d different ones) are among the texts above too; accuracy-unseen is"
                  .formatted(split, copies, alsoBefore.size())
              + " without them");
    }
  }

  private String unit() {
    return Words.kebabCase(task.unit());
  }

  private String counts(List<LabeledText> all) {
    int classes = encoder.classes().size();
    if (classes > MOST_CLASSES_COUNTED) {
      return classes + " labels";
    }
    int[] counts = new int[classes];
    all.forEach(text -> counts[text.label()]++);
    return IntStream.range(0, classes)
        .mapToObj(label -> "%,d %s".formatted(counts[label], encoder.classes().get(label)))
        .collect(Collectors.joining(", "));
  }
}
