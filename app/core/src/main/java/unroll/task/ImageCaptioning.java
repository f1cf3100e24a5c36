package unroll.task;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import unroll.config.InvalidKeyException;
import unroll.config.Key;
import unroll.data.Frames;
import unroll.data.Topology;
import unroll.data.image.ImageShape;
import unroll.data.image.Patches;
import unroll.network.RecurrentNetwork;
import unroll.training.TrainingConfig;

/**
 * A sentence about an image, word by word: one-to-many, or, where the image is read patch by patch,
 * by an encoder and a decoder that may look back at the patches (Xu et al., 2015).
 */
public record ImageCaptioning(
    @Key(doc = "the images and what was said of them", example = "rendered-scenes")
        CaptionImages images,
    @Key(
            doc =
                "patches beside each other, and below each other, that an image is cut into, for an"
                    + " encoder to read and a decoder to look at; 0: the network sees the whole image"
                    + " at its first step",
            byDefault = "0",
            min = 0,
            max = 64)
        int patches,
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
    } else if (patches > 0) {
      new Patches(images.shape(), patches);
    }
  }

  @Override
  public Topology topology() {
    return patches > 0 ? Topology.ENCODER_DECODER : Topology.ONE_TO_MANY;
  }

  /** The image as a whole, or its patches. */
  ImageShape frame() {
    return patches > 0 ? new Patches(images.shape(), patches).shape() : images.shape();
  }

  /** What the network reads of an image. */
  Frames input(Frames image) {
    return patches > 0 ? new Patches(images.shape(), patches).cut(image) : image;
  }

  @Override
  public ImageCaptioning withFilesIn(Path folder) {
    return with(images.withFilesIn(folder), beamWidth, lengthPenalty);
  }

  @Override
  public ImageCaptioning decodedBy(Decoding decoding) {
    decoding.refuseCoverage();
    int width = decoding.beamWidth(beamWidth);
    try {
      return with(images, width, decoding.lengthPenalty(lengthPenalty, width));
    } catch (InvalidKeyException e) {
      throw Decoding.asOption(e);
    }
  }

  private ImageCaptioning with(CaptionImages newImages, int newBeamWidth, double newPenalty) {
    return new ImageCaptioning(
        newImages, patches, feed, lowercase, minimumCount, maxLength, newBeamWidth, newPenalty);
  }

  @Override
  public TaskData load(Function<String, Path> files, TrainingConfig training) {
    return new ImageCaptioningData(this, images.load(files, training.seed()), training);
  }

  @Override
  public Predictor predictor(RecurrentNetwork network, Path run) {
    return predictor(List.of(network), run);
  }

  @Override
  public Predictor predictor(List<RecurrentNetwork> networks, Path run) {
    return ImageCaptioningPredictor.read(this, networks, run);
  }
}
