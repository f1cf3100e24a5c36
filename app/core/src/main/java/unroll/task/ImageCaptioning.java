package unroll.task;

import java.nio.file.Path;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.Topology;
import unroll.network.RecurrentNetwork;
import unroll.training.TrainingConfig;

/** A sentence about an image, word by word: one-to-many. */
public record ImageCaptioning(
    @Key(doc = "the images and what was said of them", example = "rendered-scenes")
        CaptionImages images,
    @Key(
            doc =
                "what the network reads at the steps after the image: nothing, or the word before",
            byDefault = "previous-label")
        Feed feed,
    @Key(doc = "whether to read capital letters as small ones", byDefault = "true")
        boolean lowercase,
    @Key(
            doc =
                "how often a word must stand in the training captions; 1: training never shows the"
                    + " network an unknown one",
            byDefault = "1",
            min = 1)
        int minimumCount,
    @Key(
            doc = "words of a caption that are learned and written at most",
            byDefault = "30",
            min = 1,
            max = 1024)
        int maxLength,
    @Key(
            doc = "unfinished captions kept at every step of the search for the best; 1: greedy",
            byDefault = "1",
            min = 1,
            max = 256)
        int beamWidth,
    @Key(
            doc =
                "how much a beam search favors long captions: alpha in log P / ((5 + length) /"
                    + " 6)^alpha",
            byDefault = "0.0",
            min = 0,
            max = 10)
        double lengthPenalty)
    implements Task {

  /** What stands at the steps after the image. */
  public enum Feed {
    /** Zero vectors: all the network knows of its own words is in its state. */
    ZEROS,
    /** The word before: the true one in training, its own when it writes. */
    PREVIOUS_LABEL
  }

  public ImageCaptioning {
    if (beamWidth == 1 && lengthPenalty > 0) {
      throw new InvalidKeyException("length-penalty", "goes with a beam-width above 1");
    }
  }

  @Override
  public Topology topology() {
    return Topology.ONE_TO_MANY;
  }

  @Override
  public ImageCaptioning withFilesIn(Path folder) {
    return new ImageCaptioning(
        images.withFilesIn(folder),
        feed,
        lowercase,
        minimumCount,
        maxLength,
        beamWidth,
        lengthPenalty);
  }

  @Override
  public TaskData load(Function<String, Path> files, TrainingConfig training) {
    return new ImageCaptioningData(this, images.load(files, training.seed()), training);
  }

  @Override
  public Predictor predictor(RecurrentNetwork network, Path run) {
    return ImageCaptioningPredictor.read(this, network, run);
  }
}
