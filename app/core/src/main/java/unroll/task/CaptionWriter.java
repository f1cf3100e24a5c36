package unroll.task;

import java.util.ArrayList;
import java.util.List;
import unroll.data.Frames;
import unroll.generation.Candidate;
import unroll.generation.Ensemble;
import unroll.generation.SearchOptions;
import unroll.generation.SequenceGenerator;

/** Writes captions with networks, which see nothing but the image. */
final class CaptionWriter {
  private static final int MOST_ROWS = 64;

  private final CaptionEncoder encoder;
  private final ImageCaptioning task;
  private final SequenceGenerator generator;
  private final SearchOptions options;

  CaptionWriter(Ensemble networks, CaptionEncoder encoder, ImageCaptioning task) {
    this.encoder = encoder;
    this.task = task;
    this.generator = new SequenceGenerator(networks, encoder.shape(), encoder.end());
    this.options =
        new SearchOptions(task.beamWidth(), task.lengthPenalty(), 0, 0, task.maxLength());
  }

  /** The caption of every image. */
  List<String> captions(List<DescribedImage> images) {
    List<String> captions = new ArrayList<>(images.size());
    int together = Math.max(1, MOST_ROWS / task.beamWidth());
    for (int from = 0; from < images.size(); from += together) {
      List<Frames> frames =
          images.subList(from, Math.min(images.size(), from + together)).stream()
              .map(image -> task.input(image.frame()))
              .toList();
      generator.best(frames, options).forEach(found -> captions.add(text(found)));
    }
    return captions;
  }

  /** What the search for the caption of every image found, the best first. */
  List<List<Candidate>> candidates(List<Frames> frames) {
    return generator.search(frames, options);
  }

  String text(Candidate candidate) {
    return encoder.text(candidate.labels());
  }
}
