import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import unroll.data.FrameShape;
import unroll.data.video.LabeledClip;
import unroll.data.video.LabeledInterval;
import unroll.data.video.MovingShapes;
import unroll.data.video.VideoFormat;
import unroll.data.video.VideoWriter;

/** Writes the clips and labels.csv into a folder. */
final class Generate {
  private static final int CLIPS = 60;
  private static final FrameShape SHAPE = new FrameShape(3, 32, 32);

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    MovingShapes shapes = new MovingShapes(SHAPE, new Random(20261125));
    StringBuilder labels = new StringBuilder("file,start,end,label\n");
    for (int number = 0; number < CLIPS; number++) {
      String name = "clip-%02d.mp4".formatted(number);
      LabeledClip clip = shapes.next();
      try (VideoWriter video =
          new VideoWriter(
              folder.resolve(name), VideoFormat.MP4, SHAPE, MovingShapes.FRAMES_PER_SECOND)) {
        clip.frames().forEach(video::add);
        video.finish();
      }
      for (LabeledInterval interval : clip.intervals()) {
        labels.append(
            "%s,%d,%d,%s\n".formatted(name, interval.start(), interval.end(), interval.label()));
      }
    }
    Files.writeString(folder.resolve("labels.csv"), labels);
  }
}
