package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unroll.config.UserException;
import unroll.data.SequenceExample;
import unroll.data.Symbols;

/**
 * The sequences of a {@link FrameLabeling} by the names of their splits, training first.
 *
 * @param encoding made from those of training
 */
record FrameSplits(
    Map<String, List<LabeledSequence>> sequences,
    FrameEncoding<?> encoding,
    List<String> classes,
    String markName,
    List<Path> files) {
  private static final String TRAINING = "training";

  /**
   * Reads all files; whole sequences are drawn where fractions say so.
   *
   * @param seed of the drawing
   * @throws UserException if the files do not fit the task
   */
  static <F> FrameSplits read(
      FrameLabeling task, FrameSource<F> source, SequenceFiles files, LabelSet labels, long seed) {
    List<LabeledFrames<F>> all = new ArrayList<>(source.given());
    all.addAll(read(source, files.training()));
    labels.close();
    if (task.background() != null && !labels.classes().contains(task.background())) {
      throw new UserException("task.background: is none of the labels: " + task.background());
    }
    Map<String, List<LabeledFrames<F>>> splits = deal(task, all, seed);
    if (!files.validation().isEmpty()) {
      splits.put("validation", read(source, files.validation()));
    }
    if (!files.test().isEmpty()) {
      splits.put("test", read(source, files.test()));
    }
    FrameEncoding<F> encoding = source.fit(splits.get(TRAINING));
    Map<String, List<LabeledSequence>> encoded = new LinkedHashMap<>();
    for (String split : List.of(TRAINING, "validation", "test")) {
      // Taken out, so that what has been encoded need not stay in memory twice.
      List<LabeledFrames<F>> sequences = splits.remove(split);
      if (sequences != null) {
        encoded.put(split, encode(sequences, encoding, labels.classes()));
      }
    }
    List<Path> read = new ArrayList<>(files.all());
    read.addAll(source.otherFiles());
    return new FrameSplits(
        encoded, encoding, List.copyOf(labels.classes()), source.markName(), read);
  }

  private static <F> List<LabeledFrames<F>> read(FrameSource<F> source, List<Path> files) {
    return files.stream().flatMap(file -> source.read(file).stream()).toList();
  }

  private static <F> Map<String, List<LabeledFrames<F>>> deal(
      FrameLabeling task, List<LabeledFrames<F>> all, long seed) {
    int validation = count(task.validationShare(all.size()), all.size());
    int test = count(task.testFraction(), all.size());
    if (validation + test >= all.size()) {
      throw new UserException(
          ("task.train: of its %d sequences %d would be validated and %d tested on, which leaves"
                  + " none to train on; give more files or smaller fractions")
              .formatted(all.size(), validation, test));
    }
    List<Integer> order =
        IntStream.range(0, all.size()).boxed().collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(order, new Random(seed));
    Map<String, List<LabeledFrames<F>>> splits = new LinkedHashMap<>();
    splits.put(TRAINING, chosen(all, order.subList(validation + test, all.size())));
    if (validation > 0) {
      splits.put("validation", chosen(all, order.subList(0, validation)));
    }
    if (test > 0) {
      splits.put("test", chosen(all, order.subList(validation, validation + test)));
    }
    return splits;
  }

  private static int count(double share, int all) {
    return share == 0 ? 0 : (int) Math.max(1, Math.round(share * all));
  }

  /** In the order they were read in, however they were drawn. */
  private static <T> List<T> chosen(List<T> all, List<Integer> indices) {
    return indices.stream().sorted().map(all::get).toList();
  }

  private static <F> List<LabeledSequence> encode(
      List<LabeledFrames<F>> sequences, FrameEncoding<F> encoding, List<String> classes) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    classes.forEach(label -> ids.put(label, ids.size()));
    List<LabeledSequence> encoded = new ArrayList<>();
    for (LabeledFrames<F> sequence : sequences) {
      Symbols.Builder labels = new Symbols.Builder(classes.size(), sequence.labels().size());
      sequence.labels().forEach(label -> labels.add(ids.get(label)));
      SequenceExample example =
          new SequenceExample(encoding.encode(sequence.frames(), sequence.name()), labels.build());
      encoded.add(new LabeledSequence(sequence.name(), example, sequence.marks()));
    }
    return encoded;
  }
}
