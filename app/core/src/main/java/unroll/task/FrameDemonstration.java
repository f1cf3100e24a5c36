package unroll.task;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unroll.data.Channel;
import unroll.data.Vocabulary;

/** Shows a person what a network makes of sequences, beside what is true. */
final class FrameDemonstration {
  private static final int MOST_SEGMENTS = 8;
  private static final int MOST_SEQUENCES = 3;
  private static final int MOST_TOKENS = 15;

  private final FrameLabeler labeler;
  private final Channel input;
  private final boolean hasSegments;

  FrameDemonstration(FrameLabeler labeler, Channel input, boolean hasSegments) {
    this.labeler = labeler;
    this.input = input;
    this.hasSegments = hasSegments;
  }

  /** The segments of the first sequence, or the steps of the first few. */
  String of(List<LabeledSequence> sequences) {
    return hasSegments
        ? segments(sequences.get(0))
        : sequences.stream()
            .limit(MOST_SEQUENCES)
            .map(this::steps)
            .collect(Collectors.joining("\n"));
  }

  private String segments(LabeledSequence sequence) {
    return "%s\n  expected: %s\n  found:    %s"
        .formatted(
            Vocabulary.escape(sequence.name()), shown(expected(sequence)), shown(found(sequence)));
  }

  private List<String> expected(LabeledSequence sequence) {
    return IntStream.range(0, sequence.length())
        .mapToObj(step -> labeler.label(sequence.labels().at(step)))
        .toList();
  }

  private List<String> found(LabeledSequence sequence) {
    return labeler.labels(input, sequence.example().input());
  }

  private static String shown(List<String> labels) {
    List<Segment> segments = Segment.of(labels);
    String first =
        segments.stream()
            .limit(MOST_SEGMENTS)
            .map(
                segment ->
                    "%s %d-%d"
                        .formatted(
                            Vocabulary.escape(segment.label()), segment.start(), segment.end() - 1))
            .collect(Collectors.joining(", "));
    int more = segments.size() - MOST_SEGMENTS;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  private String steps(LabeledSequence sequence) {
    List<String> expected = expected(sequence);
    List<String> found = found(sequence);
    String shown =
        IntStream.range(0, Math.min(MOST_TOKENS, sequence.length()))
            .mapToObj(
                step ->
                    sequence.marks().get(step)
                        + "/"
                        + found.get(step)
                        + (found.get(step).equals(expected.get(step))
                            ? ""
                            : "(not " + expected.get(step) + ")"))
            .collect(Collectors.joining(" "));
    return Vocabulary.escape(sequence.length() > MOST_TOKENS ? shown + " ..." : shown);
  }
}
