package unroll.task;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.MemoryShare;
import unroll.data.ShuffledExamples;
import unroll.data.Topology;
import unroll.network.RecurrentNetwork;
import unroll.training.Evaluator;
import unroll.training.Score;
import unroll.training.Scorer;
import unroll.training.TrainingConfig;

/** The texts of a {@link SentimentClassification}; those of training are kept as symbols only. */
final class SentimentData implements TaskData {
  private static final int MOST_SHOWN = 3;

  private final SentimentTables tables;
  private final SentimentEncoder encoder;
  private final Splits splits;
  private final Map<BatchPlan, ScoredTexts> scored = new HashMap<>();
  private final List<String> description;
  private final List<LabeledText> shown;
  private final Shortening shortening;

  /**
   * @throws unroll.config.UserException if the tables do not fit their task
   */
  SentimentData(SentimentTables tables, TrainingConfig training) {
    this.tables = tables;
    SentimentTexts texts = tables.read();
    this.encoder = SentimentEncoder.learn(tables.task(), texts);
    Map<String, EncodedTexts> encoded = new LinkedHashMap<>();
    texts
        .splits()
        .forEach((split, list) -> encoded.put(split, encoder.encode(list, share(split, texts))));
    this.splits =
        new Splits(
            ShuffledExamples.shuffled(
                encoded.get("training").examples(),
                Topology.MANY_TO_ONE,
                training.batchSize(),
                training.seed()),
            inOrder(encoded.get("validation"), training),
            inOrder(encoded.get("test"), training));
    splits
        .scored()
        .forEach(
            (split, plan) ->
                scored.put(
                    plan,
                    ScoredTexts.of(
                        plan,
                        encoded.get(split).examples(),
                        texts.of(split),
                        texts.alsoBefore(split))));
    this.description = new SentimentDescription(tables.task(), texts, encoder, encoded).lines();
    this.shortening = shortening(encoded.get("training"));
    String first = splits.scored().keySet().iterator().next();
    this.shown = firstOfEveryClass(texts.of(first));
  }

  /** What is scored is held in memory: who scores knows examples by their identity. */
  private static MemoryShare share(String split, SentimentTexts texts) {
    return split.equals("training") && texts.splits().size() > 1
        ? MemoryShare.ofSentences()
        : MemoryShare.ALL;
  }

  private static Optional<BatchPlan> inOrder(EncodedTexts texts, TrainingConfig training) {
    return Optional.ofNullable(texts)
        .map(
            split ->
                ShuffledExamples.inOrder(
                    split.examples(), Topology.MANY_TO_ONE, training.batchSize()));
  }

  private Shortening shortening(EncodedTexts texts) {
    return new Shortening(
        "cut",
        texts.cut(),
        texts.examples().size(),
        "task.max-length: " + tables.task().maxLength());
  }

  private List<LabeledText> firstOfEveryClass(List<LabeledText> texts) {
    return IntStream.range(0, Math.min(MOST_SHOWN, encoder.classes().size()))
        .mapToObj(label -> texts.stream().filter(text -> text.label() == label).findFirst())
        .flatMap(Optional::stream)
        .toList();
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
    return encoder.pieces();
  }

  @Override
  public List<String> labels() {
    return encoder.classes();
  }

  @Override
  public List<Coverage> coverage(String split) {
    ScoredTexts texts = scored.get(splits.named(split).orElseThrow());
    return texts == null ? List.of() : List.of(encoder.coverage(texts.texts()));
  }

  @Override
  public Optional<Shortening> shortening() {
    return Optional.of(shortening);
  }

  @Override
  public Map<String, byte[]> preparation() {
    return encoder.files();
  }

  @Override
  public List<Path> files() {
    return tables.files();
  }

  @Override
  public Scorer scorer() {
    return new ClassScorer(encoder.classes());
  }

  @Override
  public Map<String, Map<String, Map<String, Double>>> baselines() {
    // Read again rather than kept, for they are large and wanted once.
    return new SentimentBaselines(tables.read(), encoder.classes(), splits.scored().keySet())
        .scores(tables.task().lowercase());
  }

  @Override
  public Score score(List<RecurrentNetwork> networks, BatchPlan plan) {
    ScoredTexts split = scored.get(plan);
    Scorer scorer = split == null ? scorer() : split.scorer(encoder.classes());
    return new Evaluator(shape()).score(networks, plan, scorer);
  }

  /** Some texts that the network was not trained on, if there are such. */
  @Override
  public Optional<String> demonstration(RecurrentNetwork network) {
    SentimentPredictor predictor = new SentimentPredictor(network, encoder);
    return Optional.of(
        shown.stream().map(predictor::demonstrate).collect(Collectors.joining("\n")));
  }
}
