package unroll.data.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import unroll.data.FrameShape;

class MovingShapesTest {
  private static final FrameShape SHAPE = new FrameShape(3, 32, 32);

  @Test
  void theSameSeedDrawsTheSameClips() {
    MovingShapes first = new MovingShapes(SHAPE, new Random(1));
    MovingShapes second = new MovingShapes(SHAPE, new Random(1));

    for (int clip = 0; clip < 3; clip++) {
      LabeledClip expected = first.next();
      LabeledClip found = second.next();
      assertEquals(expected.intervals(), found.intervals());
      for (int frame = 0; frame < expected.frames().size(); frame++) {
        assertArrayEquals(expected.frames().get(frame), found.frames().get(frame));
      }
    }
  }

  @Test
  void everyFrameHasALabelAndEverySceneBeginsWithACut() {
    MovingShapes shapes = new MovingShapes(SHAPE, new Random(2));
    for (int number = 0; number < 50; number++) {
      LabeledClip clip = shapes.next();
      int frames = clip.frames().size();
      assertTrue(frames >= 40 && frames < 80, frames + " frames");
      int next = 0;
      for (int i = 0; i < clip.intervals().size(); i += 2) {
        LabeledInterval cut = clip.intervals().get(i);
        LabeledInterval motion = clip.intervals().get(i + 1);
        assertEquals(new LabeledInterval(next, next + 1, "cut"), cut);
        assertEquals(next + 1, motion.start());
        assertTrue(MovingShapes.labels().contains(motion.label()));
        int length = motion.end() - cut.start();
        assertTrue(length >= 10 && length <= 16, length + " frames");
        next = motion.end();
      }
      assertEquals(frames, next);
      assertTrue(clip.intervals().size() >= 4, "at least two scenes");
    }
  }

  @Test
  void motionsAreEquallyFrequent() {
    MovingShapes shapes = new MovingShapes(SHAPE, new Random(3));
    Map<String, Integer> scenes = new HashMap<>();
    for (int clip = 0; clip < 50; clip++) {
      for (LabeledInterval interval : shapes.next().intervals()) {
        scenes.merge(interval.label(), 1, Integer::sum);
      }
    }
    int cuts = scenes.remove("cut");
    assertEquals(5, scenes.size());
    scenes.values().forEach(count -> assertEquals(cuts / 5.0, count, 1));
  }

  @Test
  void valuesAreBrightnesses() {
    for (float[] frame : new MovingShapes(SHAPE, new Random(4)).next().frames()) {
      float least = 1;
      float most = 0;
      for (float value : frame) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      assertTrue(least >= 0 && least < 0.15, "dark ground");
      assertTrue(most > 0.8 && most <= 1, "bright shape");
    }
  }

  @Test
  void theClipsAreInColor() {
    FrameShape gray = new FrameShape(1, 32, 32);
    assertThrows(IllegalArgumentException.class, () -> new MovingShapes(gray, new Random(5)));
  }

  /** The nearest of 40 clips' frames, as good as a single frame can be compared. */
  @Test
  void aSingleFrameDoesNotTellTheLabel() {
    MovingShapes shapes = new MovingShapes(new FrameShape(3, 16, 16), new Random(6));
    List<float[]> known = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int clip = 0; clip < 40; clip++) {
      LabeledClip drawn = shapes.next();
      known.addAll(drawn.frames());
      labels.addAll(ShapeTracker.labels(drawn.intervals()));
    }
    int right = 0;
    int all = 0;
    for (int clip = 0; clip < 8; clip++) {
      LabeledClip drawn = shapes.next();
      List<String> expected = ShapeTracker.labels(drawn.intervals());
      for (int frame = 0; frame < expected.size(); frame++) {
        int nearest = nearest(drawn.frames().get(frame), known);
        right += expected.get(frame).equals(labels.get(nearest)) ? 1 : 0;
        all++;
      }
    }
    assertTrue(right < 0.35 * all, right + " of " + all);
  }

  private static int nearest(float[] frame, List<float[]> known) {
    int nearest = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < known.size(); i++) {
      double distance = 0;
      for (int value = 0; value < frame.length && distance < least; value++) {
        double difference = frame[value] - known.get(i)[value];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }
}
