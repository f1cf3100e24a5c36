package unroll.task;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import unroll.config.UserException;
import unroll.data.Frames;
import unroll.data.image.ImageFile;
import unroll.generation.Candidate;
import unroll.generation.Ensemble;
import unroll.network.ModelFit;
import unroll.network.RecurrentNetwork;

/** Writes a caption for an image file. */
final class ImageCaptioningPredictor implements Predictor {
  private final ImageCaptioning task;
  private final CaptionEncoder encoder;
  private final CaptionWriter writer;

  private ImageCaptioningPredictor(
      ImageCaptioning task, Ensemble networks, CaptionEncoder encoder) {
    this.task = task;
    this.encoder = encoder;
    this.writer = new CaptionWriter(networks, encoder, task);
  }

  /**
   * @throws UserException if a file of the run is missing, damaged or of another model
   */
  static ImageCaptioningPredictor read(
      ImageCaptioning task, List<RecurrentNetwork> networks, Path run) {
    CaptionEncoder encoder = CaptionEncoder.read(task, run);
    for (RecurrentNetwork network : networks) {
      if (encoder.vocabularySize() != network.outputSize()) {
        throw new UserException(
            "%s: has %d words, but the model was trained with %d"
                .formatted(run, encoder.vocabularySize(), network.outputSize()));
      }
      ModelFit.require(network, encoder.shape(), run);
    }
    return new ImageCaptioningPredictor(task, new Ensemble(networks), encoder);
  }

  @Override
  public Optional<Map<String, Object>> answer(String line) {
    Frames frame = frame(line);
    List<Candidate> candidates = writer.candidates(List.of(frame)).get(0);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("image", line);
    answer.putAll(described(candidates.get(0)));
    if (task.beamWidth() > 1) {
      answer.put("candidates", candidates.stream().map(this::described).toList());
    }
    return Optional.of(answer);
  }

  private Frames frame(String line) {
    return task.input(DescribedImage.frame(ImageFile.read(path(line), encoder.imageShape())));
  }

  /** With the network's own caption, which it reads again where it is fed back. */
  @Override
  public Optional<ReadInput> read(String line) {
    Frames frame = frame(line);
    int[] written = writer.candidates(List.of(frame)).get(0).get(0).labels();
    return Optional.of(
        new ReadInput(
            encoder.shape(), encoder.words(), encoder.words(), encoder.example(frame, written)));
  }

  private static Path path(String line) {
    if (line.isBlank()) {
      throw new UserException("empty; expected the path of a PNG or JPEG image");
    }
    try {
      return Path.of(line);
    } catch (InvalidPathException e) {
      throw new UserException(line + ": not a path: " + e.getReason(), e);
    }
  }

  private Map<String, Object> described(Candidate candidate) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("caption", writer.text(candidate));
    described.put("score", candidate.score());
    return described;
  }

  @Override
  public Set<String> fileEndings() {
    return Set.of("png", "jpg", "jpeg");
  }
}
