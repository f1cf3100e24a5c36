package unroll.task;

import java.util.ArrayList;
import java.util.List;
import unroll.data.Frames;
import unroll.generation.Candidate;
import unroll.generation.SequenceGenerator;
import unroll.network.RecurrentNetwork;

/** Writes captions with a network, which sees nothing but the image. */
final class CaptionWriter {
  private static final int MOST_ROWS = 64;

  private final CaptionEncoder encoder;
  private final ImageCaptioning task;
  private final SequenceGenerator generator;

  CaptionWriter(RecurrentNetwork network, CaptionEncoder encoder, ImageCaptioning task) {
    this.encoder = encoder;
    this.task = task;
    this.generator =
        new SequenceGenerator(network, encoder.shape(), encoder.end(), task.maxLength());
  }

  /** The caption of every image. */
  List<String> captions(List<DescribedImage> images) {
    List<String> captions = new ArrayList<>(images.size());
    int together = Math.max(1, MOST_ROWS / task.beamWidth());
    for (int from = 0; from < images.size(); from += together) {
      List<Frames> frames =
          images.subList(from, Math.min(images.size(), from + together)).stream()
              .map(DescribedImage::frame)
              .toList();
      if (task.beamWidth() == 1) {
        generator.greedy(frames).forEach(labels -> captions.add(encoder.text(labels)));
      } else {
        candidates(frames).forEach(found -> captions.add(text(found.get(0))));
      }
    }
    return captions;
  }

  /** What the search for the caption of every image found, the best first. */
  List<List<Candidate>> candidates(List<Frames> frames) {
    return generator.beam(frames, task.beamWidth(), task.lengthPenalty());
  }

  String text(Candidate candidate) {
    return encoder.text(candidate.labels());
  }
}
