package unroll.task;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unroll.data.Symbols;
import unroll.data.Vocabulary;

/** What a person should know of the sequences of a {@link FrameLabeling}. */
record FrameDescription(FrameLabeling task, FrameSplits splits) {
  private static final int MOST_LABELS_COUNTED = 12;

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    splits.sequences().forEach((split, sequences) -> lines.add(split + ": " + counts(sequences)));
    if (task.leaveOneOut()) {
      lines.add("leave-one-out: each file is tested on by a network trained without it");
    } else if (!splits.sequences().containsKey("validation")) {
      lines.add("validation: none, so the training loss decides which model is best");
    }
    lines.add(splits.encoding().description());
    return lines;
  }

  private String counts(List<LabeledSequence> sequences) {
    long steps = sequences.stream().mapToLong(LabeledSequence::length).sum();
    String sizes =
        "%,d sequence%s, %,d %ss"
            .formatted(
                sequences.size(), sequences.size() == 1 ? "" : "s", steps, task.frames().step());
    long unknown = sequences.stream().mapToLong(FrameDescription::unknown).sum();
    String unknownShare =
        unknown == 0 ? "" : ", %.2f %% of them unknown".formatted(100.0 * unknown / steps);
    return sizes + " (" + labels(sequences) + ")" + unknownShare;
  }

  private static long unknown(LabeledSequence sequence) {
    return sequence.example().input() instanceof Symbols symbols
        ? IntStream.range(0, symbols.length())
            .filter(step -> symbols.at(step) == TokenVocabulary.UNKNOWN_ID)
            .count()
        : 0;
  }

  private String labels(List<LabeledSequence> sequences) {
    int classes = splits.classes().size();
    if (classes > MOST_LABELS_COUNTED) {
      return classes + " labels";
    }
    long[] counts = new long[classes];
    for (LabeledSequence sequence : sequences) {
      for (int step = 0; step < sequence.length(); step++) {
        counts[sequence.labels().at(step)]++;
      }
    }
    return IntStream.range(0, classes)
        .mapToObj(
            label ->
                "%,d %s".formatted(counts[label], Vocabulary.escape(splits.classes().get(label))))
        .collect(Collectors.joining(", "));
  }
}
