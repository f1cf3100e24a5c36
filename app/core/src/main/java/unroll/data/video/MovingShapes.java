package unroll.data.video;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import unroll.data.FrameShape;

/**
 * Clips that can be labeled only by remembering: scenes of 10 to 16 frames, 40 to 80 frames in all,
 * in each a shape that moves left, right, up or down, or stands still.
 *
 * <p>A single frame does not tell the motion. Outline, size and color are drawn without regard to
 * it, and so are the places: a shape that moves left goes the ways of those that move right
 * backwards, and where a row or a column does not change, it is one of those that are passed when
 * it does. The first frame of a scene, where not even memory could tell the motion, is labeled
 * {@value #CUT}: it is known by the frame before, which never has the same color, or as the first
 * of all. From the second frame on, the last two frames tell the label.
 */
public final class MovingShapes {
  /** The label of the first frame of a scene. */
  public static final String CUT = "cut";

  /** Frames a second that the clips are meant to be shown at. */
  public static final int FRAMES_PER_SECOND = 12;

  private static final int FEWEST_FRAMES = 40;
  private static final int MOST_FRAMES = 64;
  private static final int SHORTEST_SCENE = 10;
  private static final int LONGEST_SCENE = 16;
  private static final float[][] COLORS = {
    {0.95f, 0.25f, 0.2f},
    {0.25f, 0.85f, 0.3f},
    {0.3f, 0.45f, 1f},
    {0.95f, 0.85f, 0.25f},
    {0.9f, 0.35f, 0.9f},
    {0.3f, 0.85f, 0.9f}
  };
  private static final float DARKEST = 0.02f;
  private static final float LIGHTEST = 0.14f;
  private static final double SMALLEST_RADIUS = 0.14;
  private static final double LARGEST_RADIUS = 0.18;
  private static final double SHORTEST_WAY = 0.6;

  private final FrameShape shape;
  private final Random random;
  private final List<Motion> deck = new ArrayList<>();

  /**
   * @param shape of the frames, in color; sizes and speeds grow with it
   * @param random where the clips come from
   */
  public MovingShapes(FrameShape shape, Random random) {
    if (shape.channels() != 3) {
      throw new IllegalArgumentException("the clips are in color");
    }
    this.shape = shape;
    this.random = random;
  }

  /** All labels: cut and the motions. */
  public static List<String> labels() {
    return Stream.concat(Stream.of(CUT), Stream.of(Motion.values()).map(MovingShapes::label))
        .toList();
  }

  private static String label(Motion motion) {
    return motion.name().toLowerCase(Locale.ROOT);
  }

  /** Draws the next clip. */
  public LabeledClip next() {
    int wanted = between(FEWEST_FRAMES, MOST_FRAMES);
    float[] ground = {dark(), dark(), dark()};
    List<float[]> frames = new ArrayList<>();
    List<LabeledInterval> intervals = new ArrayList<>();
    int color = random.nextInt(COLORS.length);
    while (frames.size() < wanted) {
      int length = between(SHORTEST_SCENE, LONGEST_SCENE);
      Motion motion = motion();
      Scene scene = scene(motion, length, COLORS[color], ground);
      int start = frames.size();
      for (int frame = 0; frame < length; frame++) {
        frames.add(scene.draw(shape, frame));
      }
      intervals.add(new LabeledInterval(start, start + 1, CUT));
      intervals.add(new LabeledInterval(start + 1, start + length, label(motion)));
      // Never the same color twice in a row.
      color = (color + 1 + random.nextInt(COLORS.length - 1)) % COLORS.length;
    }
    return new LabeledClip(frames, intervals);
  }

  private Scene scene(Motion motion, int length, float[] color, float[] ground) {
    Outline outline = Outline.values()[random.nextInt(Outline.values().length)];
    double least = Math.min(shape.height(), shape.width());
    double radius = least * between(SMALLEST_RADIUS, LARGEST_RADIUS);
    Scene.Path row = path(motion.down(), length, radius, shape.height());
    Scene.Path column = path(motion.right(), length, radius, shape.width());
    return new Scene(outline, color, ground, radius, row, column);
  }

  /** A way between two sides of the picture, of at least {@value #SHORTEST_WAY} of the room. */
  private Scene.Path path(int direction, int length, double radius, int side) {
    double room = side - 2 * radius;
    double way = room * between(SHORTEST_WAY, 1);
    double start = radius + random.nextDouble() * (room - way);
    Scene.Path forward = new Scene.Path(start, way / (length - 1));
    int stop = random.nextInt(length);
    return switch (direction) {
      case 1 -> forward;
      case -1 -> forward.reversed(length);
      default -> forward.stopped(stop);
    };
  }

  /** All motions equally often: a shuffled deck of them is dealt, then the next. */
  private Motion motion() {
    if (deck.isEmpty()) {
      deck.addAll(List.of(Motion.values()));
      Collections.shuffle(deck, random);
    }
    return deck.remove(deck.size() - 1);
  }

  private float dark() {
    return (float) between(DARKEST, LIGHTEST);
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private double between(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }
}
