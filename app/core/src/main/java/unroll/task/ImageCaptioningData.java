package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.SequenceExample;
import unroll.data.ShuffledExamples;
import unroll.generation.Ensemble;
import unroll.network.RecurrentNetwork;
import unroll.training.Evaluator;
import unroll.training.Score;
import unroll.training.Scorer;
import unroll.training.TrainingConfig;

/** The images of an {@link ImageCaptioning} and what was said of them. */
final class ImageCaptioningData implements TaskData {
  private static final String TRAINING = "training";
  private static final int MOST_SHOWN = 3;

  private final ImageCaptioning task;
  private final TrainingConfig training;
  private final List<Path> files;
  private final Map<String, List<DescribedImage>> images = new LinkedHashMap<>();
  private final CaptionEncoder encoder;
  private final Splits splits;
  private final Map<BatchPlan, String> names = new HashMap<>();
  private final List<String> description;

  /**
   * @throws unroll.config.UserException if a caption cannot be read
   */
  ImageCaptioningData(ImageCaptioning task, CaptionedSplits captioned, TrainingConfig training) {
    this.task = task;
    this.training = training;
    this.files = captioned.files();
    captioned
        .splits()
        .forEach((split, part) -> images.put(split, CaptionEncoder.describe(task, part)));
    this.encoder = CaptionEncoder.learn(task, () -> captions(images.get(TRAINING)).iterator());
    this.splits = new Splits(trainingPlan(), inOrder("validation"), inOrder("test"));
    images.keySet().forEach(split -> names.put(splits.named(split).orElseThrow(), split));
    this.description = description(captioned);
  }

  private static Stream<String> captions(List<DescribedImage> part) {
    return part.stream().flatMap(image -> image.captions().stream());
  }

  private BatchPlan trainingPlan() {
    return ShuffledExamples.shuffled(
        examples(images.get(TRAINING)), task.topology(), training.batchSize(), training.seed());
  }

  private Optional<BatchPlan> inOrder(String split) {
    return Optional.ofNullable(images.get(split))
        .map(
            part ->
                ShuffledExamples.inOrder(examples(part), task.topology(), training.batchSize()));
  }

  private List<SequenceExample> examples(List<DescribedImage> part) {
    return part.stream().flatMap(image -> encoder.examples(image).stream()).toList();
  }

  private List<String> description(CaptionedSplits captioned) {
    List<String> lines = new ArrayList<>();
    images.forEach((split, part) -> lines.add(split + ": " + description(part)));
    lines.addAll(captioned.notes());
    if (splits.validation().isEmpty()) {
      lines.add("validation: none, so the training loss decides which model is best");
    }
    lines.add("images: " + encoder.imageShape() + " (channels, height, width)");
    if (task.patches() > 0) {
      lines.add("read as %,d patches: %s".formatted(task.patches() * task.patches(), task.frame()));
    }
    lines.add("vocabulary: %,d words".formatted(encoder.vocabularySize()));
    return lines;
  }

  private String description(List<DescribedImage> part) {
    List<String> captions = captions(part).toList();
    StringBuilder line =
        new StringBuilder(
            "%,d images, %,d captions (%,d different ones)"
                .formatted(part.size(), captions.size(), captions.stream().distinct().count()));
    long cut = captions.stream().filter(encoder::isCut).count();
    if (cut > 0) {
      line.append(", %,d cut at %,d words".formatted(cut, task.maxLength()));
    }
    double unknown = encoder.unknownShare(captions);
    if (unknown > 0) {
      line.append(", %.2f %% of their words unknown".formatted(100 * unknown));
    }
    return line.toString();
  }

  @Override
  public DataShape shape() {
    return encoder.shape();
  }

  @Override
  public Splits splits() {
    return splits;
  }

  @Override
  public List<String> description() {
    return description;
  }

  @Override
  public List<String> inputs() {
    return encoder.words();
  }

  @Override
  public List<String> labels() {
    return encoder.words();
  }

  @Override
  public List<Coverage> coverage(String split) {
    return List.of(encoder.coverage(captions(images.get(split))));
  }

  @Override
  public Optional<Shortening> shortening() {
    List<String> learned = captions(images.get(TRAINING)).toList();
    long cut = learned.stream().filter(encoder::isCut).count();
    return Optional.of(
        new Shortening("cut", cut, learned.size(), "task.max-length: " + task.maxLength()));
  }

  @Override
  public Map<String, byte[]> preparation() {
    return encoder.files();
  }

  @Override
  public List<Path> files() {
    return files;
  }

  @Override
  public Scorer scorer() {
    return new CaptionScorer();
  }

  @Override
  public Map<String, Map<String, Map<String, Double>>> baselines() {
    return new CaptionBaselines(images, splits.scored().keySet()).scores();
  }

  /** Besides how the words are foreseen, how good captions are that the network writes alone. */
  @Override
  public Score score(List<RecurrentNetwork> networks, BatchPlan plan) {
    Score foreseen = new Evaluator(shape()).score(networks, plan, scorer());
    List<DescribedImage> part = images.get(names.get(plan));
    CaptionWriter writer = new CaptionWriter(new Ensemble(networks), encoder, task);
    WrittenCaptions written = new WrittenCaptions(part, writer.captions(part));
    Map<String, Double> metrics = new LinkedHashMap<>(written.metrics());
    if (part.size() > 1) {
      List<DescribedImage> exchanged = new Exchange(training.seed()).of(part);
      metrics.put(
          "exact-match-shuffled",
          new WrittenCaptions(part, writer.captions(exchanged)).exactMatch());
    }
    metrics.putAll(foreseen.metrics());
    return new Score(
        foreseen.loss(), foreseen.labels(), metrics, Map.of("predictions", written.table()));
  }

  /** The first images that the network was not trained on, if there are such. */
  @Override
  public Optional<String> demonstration(RecurrentNetwork network) {
    List<DescribedImage> part = images.get(splits.scored().keySet().iterator().next());
    List<DescribedImage> shown = part.subList(0, Math.min(MOST_SHOWN, part.size()));
    List<String> written = new CaptionWriter(Ensemble.of(network), encoder, task).captions(shown);
    return Optional.of(
        IntStream.range(0, shown.size())
            .mapToObj(
                image ->
                    "%s: \"%s\", in truth \"%s\""
                        .formatted(
                            shown.get(image).name(),
                            written.get(image),
                            String.join("\" or \"", shown.get(image).captions())))
            .collect(Collectors.joining("\n")));
  }
}
