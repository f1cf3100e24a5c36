package unroll.data.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import unroll.data.FrameShape;
import unroll.data.Symbols;

/** The clips that lie in data/clips. */
class ClipsTest {
  private static final FrameShape SHAPE = new FrameShape(3, 32, 32);
  private static Path folder;

  @BeforeAll
  static void findsTheClips() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("data/clips"))) {
      here = here.getParent();
    }
    folder = here.resolve("data/clips");
  }

  @Test
  void theLastTwoFramesTellTheLabelOfNineteenInTwenty() {
    List<String> classes = MovingShapes.labels();
    VideoLabels labels = VideoLabels.read(folder.resolve("labels.csv"), classes, null);
    assertEquals(60, labels.files().size());
    int right = 0;
    int all = 0;
    for (String file : labels.files()) {
      List<VideoFrame> frames = TestVideo.read(labels.path(file), SHAPE);
      Symbols expected = labels.of(file, frames.size());
      ShapeTracker tracker = new ShapeTracker(SHAPE);
      for (int frame = 0; frame < frames.size(); frame++) {
        String found = tracker.label(frames.get(frame).values());
        right += found.equals(classes.get(expected.at(frame))) ? 1 : 0;
        all++;
      }
    }
    assertTrue(right >= 0.98 * all, right + " of " + all);
  }

  @Test
  void theFirstClipIsTheFirstThatIsDrawn() {
    LabeledClip drawn = new MovingShapes(SHAPE, new java.util.Random(20261125)).next();

    List<VideoFrame> found = TestVideo.read(folder.resolve("clip-00.mp4"), SHAPE);

    assertEquals(drawn.frames().size(), found.size());
    assertTrue(TestVideo.difference(drawn.frames(), found) < 0.02);
  }

  @Test
  void theyAreSmall() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.mapToLong(file -> file.toFile().length()).sum() < 1_500_000);
    }
  }
}
