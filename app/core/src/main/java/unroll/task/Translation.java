package unroll.task;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.Topology;
import unroll.network.RecurrentNetwork;
import unroll.training.TrainingConfig;

/**
 * Sentences of one language said in another: one network reads the whole source and then writes the
 * target (delayed many-to-many), as Sutskever, Vinyals and Le (2014) did with two.
 */
public record Translation(
    @Key(doc = "the pairs to learn from", example = "table") ParallelText train,
    @Key(doc = "others to validate on", byDefault = "null") ParallelText validation,
    @Key(doc = "others to test on", byDefault = "null") ParallelText test,
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

  public Translation {
    new HeldOutShares(validation != null, validationFraction, test != null, testFraction)
        .require("there are pairs");
    if (lengthPenalty > 0 && beamWidth == 1) {
      throw new InvalidKeyException("length-penalty", "goes with a beam-width above 1");
    }
  }

  /** The share of the training pairs that are held back to validate on. */
  double validationShare() {
    return new HeldOutShares(validation != null, validationFraction, test != null, testFraction)
        .validation();
  }

  @Override
  public Topology topology() {
    return Topology.DELAYED_MANY_TO_MANY;
  }

  @Override
  public Translation withFilesIn(Path folder) {
    return new Translation(
        train.withFilesIn(folder),
        Optional.ofNullable(validation).map(text -> text.withFilesIn(folder)).orElse(null),
        Optional.ofNullable(test).map(text -> text.withFilesIn(folder)).orElse(null),
        source,
        target,
        maxWords,
        reversedSource,
        feed,
        padding,
        beamWidth,
        lengthPenalty,
        validationFraction,
        testFraction);
  }

  @Override
  public TaskData load(Function<String, Path> files, TrainingConfig training) {
    return new TranslationData(this, PairSplits.read(this, files, training.seed()), training);
  }

  @Override
  public Predictor predictor(RecurrentNetwork network, Path run) {
    return TranslationPredictor.read(this, network, run);
  }
}
