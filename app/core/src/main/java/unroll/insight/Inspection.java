package unroll.insight;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import unroll.data.Alignment;
import unroll.network.RecurrentReading;

/**
 * Sequences with all that a network did while it read them.
 *
 * @param steps what people call what was read at every step
 * @param starts the first step of every sequence
 * @param areCharacters whether steps are the characters of a text
 * @param labels id of every step's label, -1 where there is none
 * @param answers what people call the network's outputs, in the order of their ids
 * @param annotations what is known of every step
 * @param isContinued whether a step's label is what the next step reads
 * @param rows what the network was given, a batch of one for every sequence
 * @param alignments how much what is to be written of every sequence looked at what was read; empty
 *     without an attention
 */
public record Inspection(
    List<String> steps,
    List<Integer> starts,
    boolean areCharacters,
    Reading reading,
    int[] labels,
    List<String> answers,
    List<Annotation> annotations,
    boolean isContinued,
    List<DataSet> rows,
    List<Alignment> alignments) {

  /** The same of sequences whose labels nobody knows, so that nothing is measured on them. */
  public Inspection unlabeled() {
    int[] none = new int[labels.length];
    Arrays.fill(none, -1);
    Reading read =
        new Reading(
            reading.steps(),
            reading.layers(),
            reading.predictions().unlabeled(),
            reading.alignments());
    List<DataSet> features =
        rows.stream()
            .map(row -> new DataSet(row.getFeatures(), null, row.getFeaturesMaskArray(), null))
            .toList();
    return new Inspection(
        steps,
        starts,
        areCharacters,
        read,
        none,
        answers,
        List.of(),
        isContinued,
        features,
        alignments);
  }

  /** All units scored by all annotations; those of two stacks on the steps of their own. */
  public UnitScores scores(long seed) {
    List<UnitScores> stages = Stage.of(this).stream().map(stage -> stage.scores(seed)).toList();
    return new UnitScores(
        stages.stream().flatMap(stage -> stage.scored().stream()).toList(),
        stages.stream().flatMap(stage -> stage.skipped().stream()).toList());
  }

  /** Whether one stack of layers reads what another one goes on from. */
  public boolean hasTwoStacks() {
    return reading.layers().stream().anyMatch(layer -> layer.stack().isPresent());
  }

  /** The first step of every sequence that its second stack reads; empty where there is one. */
  List<Integer> targetStarts() {
    return reading.layers().stream()
        .flatMap(layer -> layer.stack().stream())
        .filter(stack -> stack.name().equals(RecurrentReading.DECODER))
        .findFirst()
        .map(stack -> starts.stream().map(start -> firstOf(stack.steps(), start)).toList())
        .orElse(List.of());
  }

  private static int firstOf(boolean[] steps, int from) {
    int first = from;
    while (first < steps.length && !steps[first]) {
      first++;
    }
    return first;
  }

  /** Whether a network says at every step what its one answer would be if the sequence ended. */
  boolean answersOnce() {
    boolean areEndsAlone =
        IntStream.range(0, labels.length)
            .allMatch(step -> labels[step] < 0 || step + 1 == end(rowOf(step)));
    return areEndsAlone
        && steps.size() > starts.size()
        && reading.predictions().id(0, 0) >= 0
        && !isContinued;
  }

  /** The sequence that a step is of. */
  int rowOf(int step) {
    int place = Collections.binarySearch(starts, step);
    return place >= 0 ? place : -place - 2;
  }

  /** Where a sequence ends, itself not included. */
  int end(int row) {
    return row + 1 < starts.size() ? starts.get(row + 1) : steps.size();
  }

  /** By what losses are told apart: binary annotations of what is to be said at the steps. */
  public List<Annotation> kinds() {
    return annotations.stream()
        .filter(Annotation::isBinary)
        .map(annotation -> isContinued ? annotation.ofNext() : annotation)
        .toList();
  }
}
