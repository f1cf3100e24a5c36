package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unroll.baseline.NGramModel;
import unroll.data.BatchPlan;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.Symbols;
import unroll.data.Vocabulary;
import unroll.generation.Sampler;
import unroll.generation.TextGenerator;
import unroll.network.RecurrentNetwork;
import unroll.training.Scorer;
import unroll.training.TrainingConfig;

/** The text of a {@link CharacterLanguageModel}. */
public final class CharacterModelData implements TaskData {
  private static final int BASELINE_ORDER = 5;
  private static final double USUAL_TEMPERATURE = 0.8;
  private static final int MOST_BASELINE_NODES = 1 << 23;

  private final CharacterLanguageModel task;
  private final TrainingConfig training;
  private final Vocabulary vocabulary;
  private final Map<String, Symbols> texts;
  private final List<Path> files;
  private final Splits splits;

  /**
   * @param texts by the names of the splits, training first
   */
  CharacterModelData(
      CharacterLanguageModel task,
      TrainingConfig training,
      Vocabulary vocabulary,
      Map<String, Symbols> texts,
      List<Path> files) {
    this.task = task;
    this.training = training;
    this.vocabulary = vocabulary;
    this.texts = texts;
    this.files = files;
    this.splits = new Splits(plan("training").orElseThrow(), plan("validation"), plan("test"));
  }

  /** The characters of the text. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public DataShape shape() {
    return CharacterLanguageModel.shape(vocabulary);
  }

  @Override
  public Splits splits() {
    return splits;
  }

  private Optional<BatchPlan> plan(String split) {
    return Optional.ofNullable(texts.get(split))
        .map(text -> new ContiguousStreams(text, training.batchSize(), training.streamLength()));
  }

  @Override
  public List<String> description() {
    List<String> lines = new ArrayList<>();
    texts.forEach((name, text) -> lines.add("%s: %,d characters".formatted(name, text.length())));
    if (!texts.containsKey("validation")) {
      lines.add("validation: none, so the training loss decides which model is best");
    }
    lines.add("vocabulary: %,d characters".formatted(vocabulary.size()));
    return lines;
  }

  @Override
  public List<String> inputs() {
    return vocabulary.symbols();
  }

  @Override
  public List<String> labels() {
    return vocabulary.symbols();
  }

  @Override
  public Map<String, byte[]> preparation() {
    return Map.of(CharacterLanguageModel.VOCABULARY_FILE, vocabulary.toBytes());
  }

  @Override
  public List<Path> files() {
    return files;
  }

  @Override
  public Scorer scorer() {
    return new CharacterScorer();
  }

  @Override
  public Map<String, Map<String, Map<String, Double>>> baselines() {
    Map<String, Map<String, Map<String, Double>>> baselines = new LinkedHashMap<>();
    for (int order : new int[] {1, BASELINE_ORDER}) {
      NGramModel model = new NGramModel(order, vocabulary.size());
      Symbols training = texts.get("training");
      model.count(training, MOST_BASELINE_NODES);
      String name = order == 1 ? "unigram" : order + "-gram";
      if (model.counted() < training.length()) {
        name += " (of the first " + model.counted() + " characters)";
      }
      Map<String, Map<String, Double>> bySplit = new LinkedHashMap<>();
      for (String split : splits.scored().keySet()) {
        Symbols text = texts.get(split);
        bySplit.put(split, CharacterScorer.ofLoss(model.nats(text) / (text.length() - 1)));
      }
      baselines.put(name, bySplit);
    }
    return baselines;
  }

  @Override
  public Optional<String> sample(RecurrentNetwork network) {
    if (task.sampleLength() == 0) {
      return Optional.empty();
    }
    TextGenerator generator = new TextGenerator(network, vocabulary);
    double temperature =
        task.sampleTemperature() == null ? USUAL_TEMPERATURE : task.sampleTemperature();
    Sampler sampler = new Sampler(temperature, 0, training.seed());
    return Optional.of(generator.text("", task.sampleLength(), sampler));
  }

  /** For a text given in the configuration: the free run from its first character. */
  @Override
  public Optional<String> demonstration(RecurrentNetwork network) {
    String text = task.text();
    if (text == null) {
      return Optional.empty();
    }
    String first = text.substring(0, text.offsetByCodePoints(0, 1));
    int length = text.codePointCount(0, text.length()) - 1;
    TextGenerator generator = new TextGenerator(network, vocabulary);
    String run = generator.text(first, length, Sampler.greedy());
    return Optional.of("free run from \"" + first + "\": " + run);
  }
}
