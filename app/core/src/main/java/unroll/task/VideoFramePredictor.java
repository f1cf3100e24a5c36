package unroll.task;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import unroll.data.FrameShape;
import unroll.data.Frames;
import unroll.data.video.VideoFrame;
import unroll.data.video.VideoReader;

/** Labels the frames of videos: of whole files, or one by one as they are decoded. */
final class VideoFramePredictor implements Predictor {
  private final FrameLabeler labeler;
  private final PixelEncoding pixels;

  VideoFramePredictor(FrameLabeler labeler, PixelEncoding pixels) {
    this.labeler = labeler;
    this.pixels = pixels;
  }

  @Override
  public Set<String> fileEndings() {
    return Set.of("mp4", "webm", "gif", "avi", "mkv", "mov");
  }

  private Frames frames(String line) {
    return VideoFrames.read(LabeledFile.find(line), pixels.shape(), new ArrayList<>());
  }

  @Override
  public Optional<ReadInput> read(String line) {
    return Optional.of(labeler.read(pixels.channel(), List.of(), frames(line)));
  }

  @Override
  public Optional<Map<String, Object>> answer(String line) {
    List<String> labels = labeler.labels(pixels.channel(), frames(line));
    return Optional.of(new LabeledFile(line, labels).toMap());
  }

  @Override
  public void stream(Optional<Path> file, InputStream in, Predicate<Map<String, Object>> sink) {
    FrameShape shape = pixels.shape();
    labeler.begin(pixels.channel(), new Frames(new float[shape.size()], shape.size()));
    FrameStream stream = new FrameStream(labeler, pixels.channel(), sink);
    try (VideoReader video =
        file.isPresent()
            ? new VideoReader(file.get(), shape)
            : new VideoReader("standard input", stream.watch(in), shape)) {
      boolean wanted = true;
      while (wanted && video.hasNext()) {
        VideoFrame frame = video.next();
        wanted =
            stream.answer(
                new Frames(frame.values(), shape.size()), Map.of("seconds", frame.seconds()));
      }
    }
  }
}
