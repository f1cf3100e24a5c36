package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.UserException;
import unroll.data.Topology;
import unroll.network.RecurrentNetwork;
import unroll.training.TrainingConfig;

/** A label for every step of a sequence, such as the frames of a video: many-to-many, in step. */
public record FrameLabeling(
    @Key(doc = "what a step is, and how files hold it", example = "tables") FrameKind frames,
    @Key(
            doc =
                "files to train on: names from this file's folder or data:SET/FILE, or patterns"
                    + " such as walks/*.csv",
            byDefault = "[]",
            example = "[walks/*.csv]")
        List<String> train,
    @Key(doc = "others to validate on", byDefault = "[]") List<String> validation,
    @Key(doc = "others to test on", byDefault = "[]") List<String> test,
    @Key(
            doc =
                "share of the sequences of train to validate on instead, drawn at random, at least"
                    + " one; null: 0.1 of three or more where nothing else says on which",
            byDefault = "null",
            min = 0,
            below = 1)
        Double validationFraction,
    @Key(
            doc = "share of them to test on, drawn at random, at least one; 0: none",
            byDefault = "0.0",
            min = 0,
            below = 1)
        double testFraction,
    @Key(
            doc = "whether to train once for every file of train, without it, and to test on it",
            byDefault = "false")
        boolean leaveOneOut,
    @Key(
            doc = "leave-one-out: files after the one left out to validate on; null: 1",
            byDefault = "null",
            min = 0)
        Integer validationCount,
    @Key(
            doc = "the labels, in the order of their ids; []: those of the files of train, sorted",
            byDefault = "[]")
        List<String> labels,
    @Key(
            doc =
                "the label of steps where nothing happens: what a table of labels is silent about"
                    + " has it, and segmental scores leave it out; null: there is none",
            byDefault = "null")
        String background,
    @Key(
            doc = "longest piece of a sequence that is trained on; 0: the whole",
            byDefault = "0",
            min = 0,
            max = 1048576)
        int segmentLength)
    implements Task {

  private static final int FEWEST_TO_HOLD_SOME_BACK = 3;

  public FrameLabeling {
    if (train.isEmpty() != frames.holdsSequences()) {
      throw new InvalidKeyException(
          "train",
          train.isEmpty() ? "expected at least one file" : "the sequences are in frames already");
    }
    requireDifferent(labels);
    if (background != null && !labels.isEmpty() && !labels.contains(background)) {
      throw new InvalidKeyException("background", "is none of the labels: " + background);
    }
    if (!leaveOneOut && validationCount != null) {
      throw new InvalidKeyException("validation-count", "goes with leave-one-out: true");
    } else if (leaveOneOut) {
      requireNothingElse(frames, validation, test, validationFraction, testFraction);
    }
    shares(validation, validationFraction, test, testFraction, leaveOneOut)
        .require("there are files");
  }

  private static void requireDifferent(List<String> labels) {
    if (labels.size() == 1 || new HashSet<>(labels).size() < labels.size()) {
      throw new InvalidKeyException("labels", "expected at least two different words");
    } else if (labels.stream().anyMatch(String::isEmpty)) {
      throw new InvalidKeyException("labels", "an empty label would be a missing one");
    }
  }

  private static void requireNothingElse(
      FrameKind frames,
      List<String> validation,
      List<String> test,
      Double validationFraction,
      double testFraction) {
    if (frames.holdsSequences() || !validation.isEmpty() || !test.isEmpty()) {
      throw new InvalidKeyException(
          "leave-one-out", "takes all files from train; expected no others to validate or test on");
    } else if (validationFraction != null && validationFraction > 0 || testFraction > 0) {
      throw new InvalidKeyException(
          "leave-one-out", "tests on whole files; expected no validation- or test-fraction");
    }
  }

  private static HeldOutShares shares(
      List<String> validation,
      Double validationFraction,
      List<String> test,
      double testFraction,
      boolean leaveOneOut) {
    return new HeldOutShares(
        leaveOneOut || !validation.isEmpty(),
        validationFraction,
        leaveOneOut || !test.isEmpty(),
        testFraction);
  }

  /** The share of so many sequences of {@code train} that is held back to validate on. */
  double validationShare(int sequences) {
    boolean isChosen = validationFraction != null;
    return isChosen || sequences >= FEWEST_TO_HOLD_SOME_BACK
        ? shares(validation, validationFraction, test, testFraction, leaveOneOut).validation()
        : 0;
  }

  @Override
  public Topology topology() {
    return Topology.MANY_TO_MANY;
  }

  @Override
  public FrameLabeling withFilesIn(Path folder) {
    return new FrameLabeling(
        frames.withFilesIn(folder),
        SequenceFiles.in(folder, train),
        SequenceFiles.in(folder, validation),
        SequenceFiles.in(folder, test),
        validationFraction,
        testFraction,
        leaveOneOut,
        validationCount,
        labels,
        background,
        segmentLength);
  }

  @Override
  public TaskData load(Function<String, Path> files, TrainingConfig training) {
    SequenceFiles found = SequenceFiles.find(this, files);
    LabelSet known = new LabelSet(labels, background);
    FrameSource<?> source = frames.source(files, found, known);
    FrameSplits splits = FrameSplits.read(this, source, found, known, training.seed());
    return new FrameLabelingData(this, splits, training);
  }

  @Override
  public Predictor predictor(RecurrentNetwork network, Path run) {
    return frames.predictor(FrameLabeler.read(network, run), run);
  }

  @Override
  public boolean isCrossValidated() {
    return leaveOneOut;
  }

  /**
   * One fold a file: test on it, validate on those after it, in a ring, train on the rest.
   *
   * @param files finds the folders of patterns
   */
  @Override
  public Map<String, Task> folds(Function<String, Path> files) {
    Map<String, Task> folds = new LinkedHashMap<>();
    if (leaveOneOut) {
      List<String> all = SequenceFiles.expand(train, files);
      int held = validationCount == null ? 1 : validationCount;
      if (all.size() < held + 2) {
        throw new UserException(
            "task.train: leave-one-out needs %d files or more to test, validate and train on, found"
                    .formatted(held + 2)
                + " "
                + all.size());
      }
      for (int left = 0; left < all.size(); left++) {
        String name = SequenceFiles.foldName(all.get(left));
        if (folds.put(name, fold(all, left, held)) != null) {
          throw new UserException("task.train: two files would name the fold " + name);
        }
      }
    }
    return folds;
  }

  private Task fold(List<String> all, int left, int held) {
    List<String> ring = new ArrayList<>(all.subList(left, all.size()));
    ring.addAll(all.subList(0, left));
    List<String> rest = ring.subList(1 + held, ring.size());
    return new FrameLabeling(
        frames,
        // In the order of the configuration, wherever the ring began.
        all.stream().filter(rest::contains).toList(),
        List.copyOf(ring.subList(1, 1 + held)),
        List.of(all.get(left)),
        0.0,
        0,
        false,
        null,
        labels,
        background,
        segmentLength);
  }
}
