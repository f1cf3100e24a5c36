package unroll.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import unroll.config.UserException;
import unroll.config.Words;
import unroll.data.AlignmentTable;
import unroll.data.BatchPlan;
import unroll.data.DataShape;
import unroll.data.MemoryShare;
import unroll.data.ShuffledExamples;
import unroll.data.Vocabulary;
import unroll.data.text.TextVocabulary;
import unroll.generation.Ensemble;
import unroll.network.RecurrentNetwork;
import unroll.training.Evaluator;
import unroll.training.Score;
import unroll.training.Scorer;
import unroll.training.TrainingConfig;

/** The pairs of a {@link Translation}. */
final class TranslationData implements TaskData {
  private static final int SHOWN = 3;

  /** Sentences of a split whose alignments a report shows. */
  private static final int ALIGNED = 10;

  private final Translation task;
  private final TranslationEncoder encoder;
  private final Map<String, EncodedPairs> pairs = new LinkedHashMap<>();
  private final List<Path> files;
  private final Splits splits;

  /** Null if nobody wants to know. */
  private final TranslationScorer.Writing writing;

  /**
   * @throws UserException if a split has no pair that is short enough
   */
  TranslationData(Translation task, PairSplits read, TrainingConfig training) {
    this.task = task;
    this.files = read.files();
    List<SentencePair> learned = read.pairs().get(PairSplits.TRAINING);
    this.encoder =
        TranslationEncoder.learn(
            task, () -> learned.stream().filter(pair -> pair.fits(task.maxWords())));
    read.pairs().forEach((split, all) -> pairs.put(split, encoded(split, all, read)));
    EncodedPairs validation = pairs.get(PairSplits.VALIDATION);
    this.writing =
        validation == null || task.validationTranslations() == 0
            ? null
            : new ValidationWriting(task, encoder, validation);
    this.splits =
        new Splits(
            ShuffledExamples.shuffled(
                pairs.get(PairSplits.TRAINING).examples(),
                task.topology(),
                training.batchSize(),
                training.seed()),
            inOrder(PairSplits.VALIDATION, training.batchSize()),
            inOrder(PairSplits.TEST, training.batchSize()));
  }

  /** What is scored is held in memory: who scores knows examples by their identity. */
  private EncodedPairs encoded(String split, List<SentencePair> all, PairSplits read) {
    boolean isOnlyLearned = split.equals(PairSplits.TRAINING) && read.pairs().size() > 1;
    EncodedPairs encoded =
        EncodedPairs.of(
            all,
            task.maxWords(),
            encoder,
            isOnlyLearned ? MemoryShare.ofSentences() : MemoryShare.ALL);
    if (encoded.pairs().isEmpty()) {
      throw new UserException(
          "%s: no pair is left: all %,d have a sentence of more than %s; raise task.max-words or"
                  .formatted(split, encoded.read(), TranslationDescription.longest(task))
              + " max-length");
    }
    return encoded;
  }

  private Optional<BatchPlan> inOrder(String split, int batchSize) {
    return Optional.ofNullable(pairs.get(split))
        .map(encoded -> ShuffledExamples.inOrder(encoded.examples(), task.topology(), batchSize));
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
    return new TranslationDescription(task, encoder, pairs).lines();
  }

  @Override
  public List<String> inputs() {
    return encoder.inputs();
  }

  @Override
  public List<String> labels() {
    return encoder.target().vocabulary().symbols();
  }

  @Override
  public List<Coverage> coverage(String split) {
    List<SentencePair> read = pairs.get(split).pairs();
    return List.of(
        coverage("source ", task.source(), encoder.source(), read, SentencePair::source),
        coverage("target ", task.target(), encoder.target(), read, SentencePair::target));
  }

  private static Coverage coverage(
      String side,
      Language language,
      TextVocabulary vocabulary,
      List<SentencePair> pairs,
      Function<SentencePair, String> sentence) {
    return Coverage.of(
        side + Words.kebabCase(language.unit()) + "s",
        vocabulary.vocabulary(),
        pairs.stream().map(sentence).flatMap(text -> vocabulary.pieces(text).stream()));
  }

  @Override
  public Optional<Shortening> shortening() {
    EncodedPairs learned = pairs.get(PairSplits.TRAINING);
    String key =
        task.maxWords() > 0
            ? "task.max-words: %d and max-length".formatted(task.maxWords())
            : "max-length: %d of the source, %d of the target"
                .formatted(task.source().maxLength(), task.target().maxLength());
    return Optional.of(new Shortening("left out", learned.leftOut(), learned.read(), key));
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
    return new TranslationScorer(encoder.pad(), Optional.ofNullable(writing));
  }

  @Override
  public Map<String, Map<String, Map<String, Double>>> baselines() {
    return new TranslationBaselines(encoder, pairs, splits.scored().keySet()).scores();
  }

  /** Besides how each next piece is foreseen, how near whole translations are to the true ones. */
  @Override
  public Score score(List<RecurrentNetwork> networks, BatchPlan plan) {
    Score stepwise =
        new Evaluator(shape())
            .score(networks, plan, new TranslationScorer(encoder.pad(), Optional.empty()));
    EncodedPairs split = pairsOf(plan);
    Ensemble together = new Ensemble(networks);
    Translator translator = new Translator(task, encoder, together);
    List<String> translations = translator.translateAll(split.sources());
    TranslationQuality quality = TranslationQuality.of(split.pairs(), translations, encoder);
    Map<String, Double> metrics = quality.metrics();
    metrics.putAll(stepwise.metrics());
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("predictions", quality.table());
    if (together.looksBack()) {
      List<String> first = split.sources().stream().limit(ALIGNED).toList();
      tables.put(AlignmentTable.NAME, AlignmentTable.text(translator.alignments(first)));
    }
    tables.put("by-length", LengthFigures.of(split.pairs(), translations, encoder).table());
    return new Score(stepwise.loss(), stepwise.labels(), metrics, tables);
  }

  private EncodedPairs pairsOf(BatchPlan plan) {
    for (Map.Entry<String, EncodedPairs> split : pairs.entrySet()) {
      if (splits.named(split.getKey()).orElseThrow() == plan) {
        return split.getValue();
      }
    }
    throw new IllegalArgumentException("the plan is none of this data's splits");
  }

  /** The first pairs that the network was not trained on, if there are such, and what it says. */
  @Override
  public Optional<String> demonstration(RecurrentNetwork network) {
    EncodedPairs split = pairs.get(splits.scored().keySet().iterator().next());
    Translator translator = new Translator(task, encoder, Ensemble.of(network));
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(SHOWN, split.pairs().size()); i++) {
      SentencePair pair = split.pairs().get(i);
      shown
          .append(i == 0 ? "" : "\n")
          .append("source:     ")
          .append(Vocabulary.escape(pair.source()))
          .append("\nexpected:   ")
          .append(Vocabulary.escape(encoder.reference(pair.target())))
          .append("\ntranslated: ")
          .append(Vocabulary.escape(translator.translate(pair.source()).get(0).text()));
    }
    return Optional.of(shown.toString());
  }
}
