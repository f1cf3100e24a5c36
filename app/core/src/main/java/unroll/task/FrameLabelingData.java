package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.DataShape;
import unroll.data.Sequence;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.data.Symbols;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.metrics.SegmentScores;
import unroll.network.RecurrentNetwork;
import unroll.training.Evaluator;
import unroll.training.Score;
import unroll.training.Scorer;
import unroll.training.TrainingConfig;

/** The sequences of a {@link FrameLabeling}. */
final class FrameLabelingData implements TaskData {
  /** Numbers that a batch to evaluate may hold, so that long videos fit into memory. */
  private static final long MOST_NUMBERS_AT_ONCE = 1 << 25;

  private final FrameLabeling task;
  private final FrameSplits read;
  private final int batchSize;
  private final Splits splits;

  FrameLabelingData(FrameLabeling task, FrameSplits read, TrainingConfig training) {
    this.task = task;
    this.read = read;
    this.batchSize = training.batchSize();
    this.splits =
        new Splits(
            ShuffledExamples.shuffled(
                pieces(training.seed()),
                Topology.MANY_TO_MANY,
                training.batchSize(),
                training.seed()),
            whole("validation"),
            whole("test"));
  }

  private List<SequenceExample> pieces(long seed) {
    Random random = new Random(seed);
    List<SequenceExample> pieces = new ArrayList<>();
    for (LabeledSequence sequence : read.sequences().get("training")) {
      pieces.addAll(sequence.pieces(task.segmentLength()));
      for (Sequence copy : task.frames().copies(sequence.example().input(), random)) {
        SequenceExample example = new SequenceExample(copy, sequence.labels());
        pieces.addAll(
            new LabeledSequence(sequence.name(), example, List.of()).pieces(task.segmentLength()));
      }
    }
    return pieces;
  }

  /** Whole sequences in their order, not more at once than memory allows. */
  private Optional<BatchPlan> whole(String split) {
    return Optional.ofNullable(read.sequences().get(split))
        .map(
            sequences -> {
              long longest =
                  sequences.stream().mapToInt(LabeledSequence::length).max().orElseThrow();
              long width = shape().input().isSymbols() ? 1 : shape().input().size();
              long room = Math.max(1, MOST_NUMBERS_AT_ONCE / (longest * width));
              return ShuffledExamples.inOrder(
                  sequences.stream().map(LabeledSequence::example).toList(),
                  Topology.MANY_TO_MANY,
                  (int) Math.min(batchSize, room));
            });
  }

  @Override
  public DataShape shape() {
    return new DataShape(
        Topology.MANY_TO_MANY, read.encoding().channel(), Channel.symbols(read.classes().size()));
  }

  @Override
  public Splits splits() {
    return splits;
  }

  @Override
  public List<String> description() {
    return new FrameDescription(task, read).lines();
  }

  @Override
  public List<String> inputs() {
    return read.encoding() instanceof TokenVocabulary tokens
        ? tokens.vocabulary().symbols()
        : List.of();
  }

  @Override
  public List<String> labels() {
    return read.classes();
  }

  /** Of tokens, which are what the steps are marked with. */
  @Override
  public List<Coverage> coverage(String split) {
    if (!shape().input().isSymbols()) {
      return List.of();
    }
    Coverage.Counter counter = new Coverage.Counter();
    for (LabeledSequence sequence : read.sequences().get(split)) {
      Symbols tokens = (Symbols) sequence.example().input();
      for (int step = 0; step < tokens.length(); step++) {
        boolean isKnown = tokens.at(step) != TokenVocabulary.UNKNOWN_ID;
        counter.add(sequence.marks().get(step), isKnown);
      }
    }
    return List.of(counter.coverage(task.frames().step() + "s"));
  }

  @Override
  public Optional<Shortening> shortening() {
    int longest = task.segmentLength();
    List<LabeledSequence> all = read.sequences().get("training");
    long cut = all.stream().filter(sequence -> sequence.length() > longest).count();
    return longest == 0
        ? Optional.empty()
        : Optional.of(
            new Shortening("in pieces", cut, all.size(), "task.segment-length: " + longest));
  }

  @Override
  public Map<String, byte[]> preparation() {
    Map<String, byte[]> files = new LinkedHashMap<>(read.encoding().files());
    files.put(FrameLabeler.LABELS_FILE, new Vocabulary(read.classes()).toBytes());
    return files;
  }

  @Override
  public List<Path> files() {
    return read.files();
  }

  @Override
  public FrameScorer scorer() {
    int background =
        task.background() == null
            ? SegmentScores.NO_BACKGROUND
            : read.classes().indexOf(task.background());
    return new FrameScorer(read.classes(), background, task.frames().hasSegments());
  }

  @Override
  public Map<String, Map<String, Map<String, Double>>> baselines() {
    return new FrameBaselines(
            read.sequences(), splits.scored().keySet(), read.classes().size(), this::scorer)
        .scores(shape().input());
  }

  /** Always of whole sequences, whatever pieces were trained on. */
  @Override
  public Score score(List<RecurrentNetwork> networks, BatchPlan plan) {
    for (String split : read.sequences().keySet()) {
      if (splits.named(split).filter(plan::equals).isPresent()) {
        Scorer scorer =
            new FramePredictionTable(
                scorer(), read.classes(), read.sequences().get(split), read.markName());
        return new Evaluator(shape()).score(networks, whole(split).orElseThrow(), scorer);
      }
    }
    throw new IllegalArgumentException("not a split of this data");
  }

  @Override
  public Optional<String> demonstration(RecurrentNetwork network) {
    String split = List.copyOf(splits.scored().keySet()).get(0);
    FrameLabeler labeler = new FrameLabeler(network, read.classes());
    return Optional.of(
        new FrameDemonstration(labeler, shape().input(), task.frames().hasSegments())
            .of(read.sequences().get(split)));
  }
}
