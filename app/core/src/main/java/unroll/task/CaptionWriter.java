package unroll.task;

import java.util.ArrayList;
import java.util.List;
import unroll.data.Frames;
import unroll.generation.Candidate;
import unroll.generation.SequenceGenerator;
import unroll.network.RecurrentNetwork;

/** Writes captions with a network, which sees nothing but the image. */
final class CaptionWriter {
  private static final int SIDE_BY_SIDE = 64;

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
    if (task.beamWidth() > 1) {
      images.forEach(image -> captions.add(text(candidates(image.frame()).get(0))));
      return captions;
    }
    for (int from = 0; from < images.size(); from += SIDE_BY_SIDE) {
      List<Frames> frames =
          images.subList(from, Math.min(images.size(), from + SIDE_BY_SIDE)).stream()
              .map(DescribedImage::frame)
              .toList();
      generator.greedy(frames).forEach(labels -> captions.add(encoder.text(labels)));
    }
    return captions;
  }

  /** What the search for an image's caption found, the best first. */
  List<Candidate> candidates(Frames frame) {
    return generator.beam(frame, task.beamWidth(), task.lengthPenalty());
  }

  String text(Candidate candidate) {
    return encoder.text(candidate.labels());
  }
}
