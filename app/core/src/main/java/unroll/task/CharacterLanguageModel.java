package unroll.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.UserException;
import unroll.data.Channel;
import unroll.data.CharacterText;
import unroll.data.DataShape;
import unroll.data.Symbols;
import unroll.data.TextSource;
import unroll.data.Topology;
import unroll.data.Vocabulary;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;
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
    @Key(doc = "temperature of that text; null: 0.8", byDefault = "null", min = 0)
        Double sampleTemperature)
    implements Task {

  /** The file in a run folder with the characters the network knows. */
  public static final String VOCABULARY_FILE = "vocabulary.txt";

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
    if (sampleTemperature != null && sampleLength == 0) {
      throw new InvalidKeyException("sample-temperature", "goes with a sample-length");
    }
    if (validationFraction + testFraction >= 1) {
      throw new InvalidKeyException(
          "validation-fraction", "nothing is left to train on: the fractions add up to 1 or more");
    }
  }

  @Override
  public Topology topology() {
    return Topology.MANY_TO_MANY;
  }

  @Override
  public CharacterLanguageModel withFilesIn(Path folder) {
    return new CharacterLanguageModel(
        text,
        FileReference.in(folder, file),
        encoding,
        validationFraction,
        testFraction,
        sampleLength,
        sampleTemperature);
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
    return new CharacterModelData(
        this,
        training,
        characters.vocabulary(),
        split(source, characters.symbols(), training),
        source instanceof TextSource.File named ? List.of(named.path()) : List.of());
  }

  @Override
  public Predictor predictor(RecurrentNetwork network, Path run) {
    Vocabulary vocabulary = Vocabulary.read(run.resolve(VOCABULARY_FILE));
    ModelFit.require(network, shape(vocabulary), run);
    return new TextScorer(network, vocabulary);
  }

  /** What a network of these symbols reads and writes. */
  public static DataShape shape(Vocabulary vocabulary) {
    Channel channel = Channel.symbols(vocabulary.size());
    return new DataShape(Topology.MANY_TO_MANY, channel, channel, OptionalInt.of(0));
  }

  private static boolean isHalfAPair(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  /** The parts of the text by name: training, and those of validation and test that there are. */
  private Map<String, Symbols> split(TextSource source, Symbols symbols, TrainingConfig training) {
    int length = symbols.length();
    int testLength = (int) (length * testFraction);
    int validationLength = (int) (length * validationFraction);
    int trainingLength = length - testLength - validationLength;
    int needed = text != null ? 2 : Math.addExact(training.streamLength(), 1);
    if (trainingLength < needed) {
      throw new UserException(
          ("%s: %d characters to train on, but one sequence needs %d; give more text or a smaller"
                  + " training.sequence-length")
              .formatted(source.name(), trainingLength, needed));
    }
    int validationEnd = trainingLength + validationLength;
    Map<String, Symbols> splits = new LinkedHashMap<>();
    splits.put("training", symbols.slice(0, trainingLength));
    // One character alone leaves nothing to predict.
    if (validationLength > 1) {
      splits.put("validation", symbols.slice(trainingLength, validationEnd));
    }
    if (testLength > 1) {
      splits.put("test", symbols.slice(validationEnd, length));
    }
    return splits;
  }
}
