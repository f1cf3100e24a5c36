package unroll.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.UserException;
import unroll.data.BatchPlan;
import unroll.data.Channel;
import unroll.data.CharacterText;
import unroll.data.ContiguousStreams;
import unroll.data.DataShape;
import unroll.data.Symbols;
import unroll.data.TextSource;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.generation.Sampler;
import unroll.generation.TextGenerator;
import unroll.network.RecurrentNetwork;
import unroll.training.Score;
import unroll.training.TrainingConfig;

/** The next character of a text from all characters before it: many-to-many, in step. */
public record CharacterLanguageModel(
    @Key(doc = "the text itself, instead of a file", byDefault = "null", example = "hello")
        String text,
    @Key(
            doc = "a text file, plain or .gz: a path from this file's folder, or data:SET/FILE",
            byDefault = "null")
        String file,
    @Key(doc = "the file's character encoding", byDefault = "UTF-8") String encoding,
    @Key(
            doc = "share of the text to validate on, taken before the test share",
            byDefault = "0.1",
            min = 0,
            below = 1)
        double validationFraction,
    @Key(doc = "share at the end of the text to test on", byDefault = "0.0", min = 0, below = 1)
        double testFraction,
    @Key(doc = "characters of text to show at every evaluation; 0: none", byDefault = "0", min = 0)
        int sampleLength,
    @Key(doc = "temperature of that text", byDefault = "0.8", min = 0) double sampleTemperature)
    implements Task {

  /** The file in a run folder with the characters the network knows. */
  public static final String VOCABULARY_FILE = "vocabulary.txt";

  private static final int BASELINE_ORDER = 5;
  private static final int MOST_BASELINE_NODES = 1 << 23;

  public CharacterLanguageModel {
    if ((text == null) == (file == null)) {
      throw new InvalidKeyException("", "expected either text or file");
    }
    if (text != null && !encoding.equals("UTF-8")) {
      throw new InvalidKeyException("encoding", "goes with a file, not with a text");
    }
    if (text != null && text.codePoints().anyMatch(CharacterLanguageModel::isHalfAPair)) {
      throw new InvalidKeyException("text", "half a surrogate pair is not a character");
    }
    if (validationFraction + testFraction >= 1) {
      throw new InvalidKeyException(
          "validation-fraction", "nothing is left to train on: the fractions add up to 1 or more");
    }
  }

  /** A contiguous part of the text. */
  private record Split(String name, Symbols text) {}

  @Override
  public Topology topology() {
    return Topology.MANY_TO_MANY;
  }

  @Override
  public CharacterLanguageModel withFilesIn(Path folder) {
    String located =
        file == null || file.startsWith("data:")
            ? file
            : folder.resolve(file).toAbsolutePath().normalize().toString();
    return new CharacterLanguageModel(
        text, located, encoding, validationFraction, testFraction, sampleLength, sampleTemperature);
  }

  @Override
  public TaskData load(Function<String, Path> files, TrainingConfig training) {
    TextSource source =
        text != null
            ? new TextSource.Inline("task.text", text)
            : new TextSource.File(files.apply(file), encoding);
    CharacterText characters = CharacterText.read(source);
    if (characters.vocabulary().size() < 2) {
      throw new UserException(
          source.name() + ": one character over and over; expected at least 2 different ones");
    }
    List<Split> splits = split(source, characters.symbols(), training);
    Channel channel = Channel.symbols(characters.vocabulary().size());
    return new TaskData(
        new DataShape(channel, channel),
        plan(splits, "training", training).orElseThrow(),
        plan(splits, "validation", training),
        plan(splits, "test", training),
        describe(characters, splits),
        Map.of(VOCABULARY_FILE, characters.vocabulary()),
        source instanceof TextSource.File named ? List.of(named.path()) : List.of(),
        () -> baselines(splits, channel.size()));
  }

  private static boolean isHalfAPair(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private List<Split> split(TextSource source, Symbols symbols, TrainingConfig training) {
    int length = symbols.length();
    int testLength = (int) (length * testFraction);
    int validationLength = (int) (length * validationFraction);
    int trainingLength = length - testLength - validationLength;
    int needed = text != null ? 2 : Math.addExact(training.sequenceLength(), 1);
    if (trainingLength < needed) {
      throw new UserException(
          ("%s: %d characters to train on, but one sequence needs %d; give more text or a smaller"
                  + " training.sequence-length")
              .formatted(source.name(), trainingLength, needed));
    }
    int validationEnd = trainingLength + validationLength;
    List<Split> splits = new ArrayList<>();
    splits.add(new Split("training", symbols.slice(0, trainingLength)));
    // One character alone leaves nothing to predict.
    if (validationLength > 1) {
      splits.add(new Split("validation", symbols.slice(trainingLength, validationEnd)));
    }
    if (testLength > 1) {
      splits.add(new Split("test", symbols.slice(validationEnd, length)));
    }
    return splits;
  }

  private static Optional<BatchPlan> plan(
      List<Split> splits, String name, TrainingConfig training) {
    return splits.stream()
        .filter(split -> split.name().equals(name))
        .findFirst()
        .map(
            split ->
                new ContiguousStreams(
                    split.text(), training.batchSize(), training.sequenceLength()));
  }

  private static List<String> describe(CharacterText characters, List<Split> splits) {
    List<String> lines = new ArrayList<>();
    for (Split split : splits) {
      lines.add("%s: %,d characters".formatted(split.name(), split.text().length()));
    }
    if (splits.size() == 1) {
      lines.add("validation: none, so the training loss decides which model is best");
    }
    lines.add("vocabulary: %,d characters".formatted(characters.vocabulary().size()));
    return lines;
  }

  private Map<String, Map<String, Map<String, Double>>> baselines(
      List<Split> splits, int vocabularySize) {
    Map<String, Map<String, Map<String, Double>>> baselines = new LinkedHashMap<>();
    for (int order : new int[] {1, BASELINE_ORDER}) {
      NGramModel model = new NGramModel(order, vocabularySize);
      Symbols training = splits.get(0).text();
      model.count(training, MOST_BASELINE_NODES);
      String name = order == 1 ? "unigram" : order + "-gram";
      if (model.counted() < training.length()) {
        name += " (of the first " + model.counted() + " characters)";
      }
      Map<String, Map<String, Double>> bySplit = new LinkedHashMap<>();
      for (Split split : splits.size() == 1 ? splits : splits.subList(1, splits.size())) {
        Map<String, Double> metrics = metrics(model.score(split.text()));
        metrics.remove("accuracy");
        bySplit.put(split.name(), metrics);
      }
      baselines.put(name, bySplit);
    }
    return baselines;
  }

  @Override
  public Map<String, Double> metrics(Score score) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("nats-per-character", score.loss());
    metrics.put("bits-per-character", score.loss() / Math.log(2));
    metrics.put("perplexity", Math.exp(score.loss()));
    metrics.put("accuracy", score.accuracy());
    return metrics;
  }

  @Override
  public Optional<String> sample(RecurrentNetwork network, TaskData data, long seed) {
    if (sampleLength == 0) {
      return Optional.empty();
    }
    TextGenerator generator = new TextGenerator(network, vocabulary(data));
    return Optional.of(generator.text("", sampleLength, new Sampler(sampleTemperature, 0, seed)));
  }

  /** For a text given in the configuration: the free run from its first character. */
  @Override
  public Optional<String> demonstration(RecurrentNetwork network, TaskData data) {
    if (text == null) {
      return Optional.empty();
    }
    String first = text.substring(0, text.offsetByCodePoints(0, 1));
    int length = text.codePointCount(0, text.length()) - 1;
    TextGenerator generator = new TextGenerator(network, vocabulary(data));
    String run = generator.text(first, length, Sampler.greedy());
    return Optional.of("free run from \"" + first + "\": " + run);
  }

  private static Vocabulary vocabulary(TaskData data) {
    return data.vocabularies().get(VOCABULARY_FILE);
  }
}
