package unroll.task;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.config.UserException;
import unroll.data.Topology;
import unroll.generation.SearchOptions;
import unroll.network.NetworkConfig;
import unroll.network.RecurrentNetwork;
import unroll.training.TrainingConfig;

/**
 * Sentences of one language said in another: one stack of layers reads the whole source and then
 * writes the target (delayed many-to-many), or one stack reads and another, which may look back at
 * what was read, writes (encoder-decoder; Sutskever et al., 2014; Bahdanau et al., 2015).
 */
public record Translation(
    @Key(doc = "the pairs to learn from", example = "table") ParallelText train,
    @Key(doc = "others to validate on", byDefault = "null") ParallelText validation,
    @Key(doc = "others to test on", byDefault = "null") ParallelText test,
    @Key(
            doc =
                "delayed-many-to-many: one stack of layers reads and then writes; encoder-decoder:"
                    + " one reads, another writes",
            byDefault = "delayed-many-to-many")
        Topology topology,
    @Key(doc = "how the sentences to translate are read", byDefault = "{}") Language source,
    @Key(doc = "how their translations are written", byDefault = "{}") Language target,
    @Key(
            doc =
                "most words of a sentence of either side, told apart by white space; a pair with a"
                    + " longer one is left out; 0: any number",
            byDefault = "0",
            min = 0)
        int maxWords,
    @Key(
            doc = "whether a source is read from its end (Sutskever et al., 2014)",
            byDefault = "false")
        boolean reversedSource,
    @Key(
            doc = "what the network reads while it writes: nothing, or the piece it wrote last",
            byDefault = "previous-label")
        Feed feed,
    @Key(
            doc =
                "how sentences of unequal length are put in a batch: masked costs and changes"
                    + " nothing; with symbols every sentence is filled up to its max-length with"
                    + " <pad>, which the network reads and has to say",
            byDefault = "masked")
        Padding padding,
    @Key(
            doc = "translations looked at side by side when one is searched; 1: no search",
            byDefault = "1",
            min = 1,
            max = 1000)
        int beamWidth,
    @Key(
            doc =
                "how much a search favors long translations, alpha of Wu et al. (2016); 0: not at"
                    + " all",
            byDefault = "0.0",
            min = 0,
            max = 10)
        double lengthPenalty,
    @Key(
            doc =
                "how much a search wants every piece of the source looked at, beta of Wu et al."
                    + " (2016); needs an attention; 0: not at all",
            byDefault = "0.0",
            min = 0,
            max = 10)
        double coveragePenalty,
    @Key(
            doc = "pieces before which a translation does not end",
            byDefault = "0",
            min = 0,
            max = 1048576)
        int minimumLength,
    @Key(
            doc =
                "what stands for a piece that the network does not know when it writes one: itself,"
                    + " or the piece of the source it looked at most (Jean et al., 2015)",
            byDefault = "itself")
        Unknown unknown,
    @Key(
            doc =
                "most validation sentences that are translated at every evaluation in training, the"
                    + " most probable piece at every step, for metrics such as bleu; 0: none",
            byDefault = "1000",
            min = 0)
        int validationTranslations,
    @Key(
            doc =
                "share of the pairs to learn from that are held back to validate on, drawn at"
                    + " random; null: none where there are others to validate on, else 0.1",
            byDefault = "null",
            min = 0,
            below = 1)
        Double validationFraction,
    @Key(doc = "share of them to test on, drawn at random", byDefault = "0.0", min = 0, below = 1)
        double testFraction)
    implements Task {

  /** What stands at the steps at which a network writes. */
  public enum Feed {
    /** Nothing: the zero vector. */
    ZEROS,
    /** The label of the step before; nothing at the first of them. */
    PREVIOUS_LABEL
  }

  /** How sequences of unequal length are put side by side. */
  public enum Padding {
    /** With steps that do not count. */
    MASKED,
    /** With a symbol like any other, as textbooks begin. */
    SYMBOLS
  }

  /** What is written for a piece that the network does not know. */
  public enum Unknown {
    /** The symbol for such pieces. */
    ITSELF,
    /** The piece of the source that was looked at most. */
    SOURCE
  }

  public Translation {
    if (!topology.isDelayed()) {
      throw new InvalidKeyException(
          "topology", "expected delayed-many-to-many or encoder-decoder for a translation");
    }
    requireSearchable(beamWidth, lengthPenalty, coveragePenalty);
    if (minimumLength > target.maxLength()) {
      throw new InvalidKeyException(
          "minimum-length",
          "expected at most target.max-length: %,d, found %,d"
              .formatted(target.maxLength(), minimumLength));
    } else if (padding == Padding.SYMBOLS && topology == Topology.ENCODER_DECODER) {
      throw new InvalidKeyException(
          "padding", "symbols goes with topology: delayed-many-to-many; expected masked");
    }
    new HeldOutShares(validation != null, validationFraction, test != null, testFraction)
        .require("there are pairs");
  }

  private static void requireSearchable(
      int beamWidth, double lengthPenalty, double coveragePenalty) {
    if (lengthPenalty > 0 && beamWidth == 1) {
      throw new InvalidKeyException("length-penalty", "goes with a beam-width above 1");
    } else if (coveragePenalty > 0 && beamWidth == 1) {
      throw new InvalidKeyException("coverage-penalty", "goes with a beam-width above 1");
    }
  }

  /** The share of the training pairs that are held back to validate on. */
  double validationShare() {
    return new HeldOutShares(validation != null, validationFraction, test != null, testFraction)
        .validation();
  }

  /** How translations are searched for. */
  SearchOptions search() {
    return new SearchOptions(
        beamWidth, lengthPenalty, coveragePenalty, minimumLength, target.maxLength());
  }

  /** As above, but the most probable piece at every step. */
  SearchOptions greedy() {
    return new SearchOptions(1, 0, 0, minimumLength, target.maxLength());
  }

  @Override
  public Translation withFilesIn(Path folder) {
    return with(
        train.withFilesIn(folder),
        Optional.ofNullable(validation).map(text -> text.withFilesIn(folder)).orElse(null),
        Optional.ofNullable(test).map(text -> text.withFilesIn(folder)).orElse(null),
        search());
  }

  @Override
  public Translation decodedBy(Decoding decoding) {
    int width = decoding.beamWidth(beamWidth);
    try {
      return with(
          train,
          validation,
          test,
          new SearchOptions(
              width,
              decoding.lengthPenalty(lengthPenalty, width),
              decoding.coveragePenalty(coveragePenalty, width),
              decoding.minimumLength(minimumLength),
              Integer.MAX_VALUE));
    } catch (InvalidKeyException e) {
      throw Decoding.asOption(e);
    }
  }

  private Translation with(
      ParallelText newTrain,
      ParallelText newValidation,
      ParallelText newTest,
      SearchOptions search) {
    return new Translation(
        newTrain,
        newValidation,
        newTest,
        topology,
        source,
        target,
        maxWords,
        reversedSource,
        feed,
        padding,
        search.width(),
        search.lengthPenalty(),
        search.coveragePenalty(),
        search.shortest(),
        unknown,
        validationTranslations,
        validationFraction,
        testFraction);
  }

  @Override
  public TaskData load(Function<String, Path> files, TrainingConfig training) {
    return new TranslationData(this, PairSplits.read(this, files, training.seed()), training);
  }

  @Override
  public void requireFit(NetworkConfig network) {
    if (network.decoder().looksBack()) {
      return;
    } else if (coveragePenalty > 0) {
      throw new UserException(
          "task.coverage-penalty: needs an attention; expected network.decoder.attention");
    } else if (unknown == Unknown.SOURCE) {
      throw new UserException(
          "task.unknown: source needs an attention; expected network.decoder.attention");
    }
  }

  @Override
  public Predictor predictor(RecurrentNetwork network, Path run) {
    return predictor(List.of(network), run);
  }

  @Override
  public Predictor predictor(List<RecurrentNetwork> networks, Path run) {
    return TranslationPredictor.read(this, networks, run);
  }
}
