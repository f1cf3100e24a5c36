import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Writes walk-00.csv to walk-11.csv: what sensors on the belt and in the shoes of a made-up walker
 * might measure, and what the walker does in every frame.
 */
final class Generate {
  private static final int WALKERS = 12;
  private static final int SENSORS = 8;
  private static final double NOISE = 0.45;
  private static final String HEADER = "forward,side,up,roll,pitch,yaw,left,right,label";

  /** How often a sensor swings while the legs go once through their cycle. */
  private static final int[] SWINGS_IN_A_CYCLE = {2, 1, 2, 1, 2, 1, 1, 1};

  /** Where in the cycle a sensor swings, in radians: the feet take turns. */
  private static final double[] SWING_STARTS = {0, 0.5, 1.2, 2, 0.3, 1, 0, Math.PI};

  /** What a walker does: frames of a cycle of the legs, and mean and swing of every sensor. */
  private enum Gait {
    STAND(
        50,
        new double[] {0, 0, 0, 0, 0, 0, 1.3, 1.3},
        new double[] {0.1, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}),
    WALK(
        14,
        new double[] {0.6, 0, 0.2, 0, 0.2, 0, 0.8, 0.8},
        new double[] {0.6, 0.5, 0.7, 0.4, 0.4, 0.4, 0.7, 0.7}),
    RUN(
        8,
        new double[] {1.4, 0, 1, 0, 0.8, 0, 0.2, 0.2},
        new double[] {1, 0.6, 1.2, 0.5, 0.6, 0.5, 1, 1}),
    TURN(
        18,
        new double[] {0, 0.8, -0.4, 0.6, -0.3, 1.2, 0.8, 0.8},
        new double[] {0.5, 0.5, 0.6, 0.5, 0.4, 0.4, 0.7, 0.7});

    private final double period;
    private final double[] means;
    private final double[] swings;

    Gait(double period, double[] means, double[] swings) {
      this.period = period;
      this.means = means;
      this.swings = swings;
    }

    /** Nobody goes from standing to running, or from turning to standing, without walking. */
    Gait next(Random random) {
      if (this != WALK) {
        return WALK;
      }
      return switch (random.nextInt(5)) {
        case 0 -> STAND;
        case 1, 2 -> RUN;
        default -> TURN;
      };
    }
  }

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Random random = new Random(20261125);
    for (int walker = 0; walker < WALKERS; walker++) {
      String lineEnd =
          switch (walker) {
            case 4 -> "\r\n";
            case 10 -> "\r";
            default -> "\n";
          };
      Path file =
          Path.of(arguments[0]).resolve(String.format(Locale.ROOT, "walk-%02d.csv", walker));
      Files.writeString(file, course(random).replace("\n", lineEnd));
    }
  }

  private static String course(Random random) {
    StringBuilder rows = new StringBuilder(HEADER).append("\n");
    double[] gains = new double[SENSORS];
    for (int sensor = 0; sensor < SENSORS; sensor++) {
      gains[sensor] = 0.9 + 0.2 * random.nextDouble();
    }
    double pace = 0.92 + 0.16 * random.nextDouble();
    int frames = 220 + random.nextInt(81);
    Gait gait = Gait.values()[random.nextInt(Gait.values().length)];
    double cycle = 0;
    int written = 0;
    while (written < frames) {
      int end = Math.min(frames, written + 25 + random.nextInt(36));
      boolean leftward = random.nextBoolean();
      for (; written < end; written++) {
        cycle += 2 * Math.PI * pace / gait.period;
        for (int sensor = 0; sensor < SENSORS; sensor++) {
          double value = value(gait, sensor, cycle, leftward);
          double measured = gains[sensor] * value + NOISE * random.nextGaussian();
          rows.append(String.format(Locale.ROOT, "%.3f,", measured));
        }
        rows.append(gait.name().toLowerCase(Locale.ROOT)).append("\n");
      }
      gait = gait.next(random);
    }
    return rows.toString();
  }

  private static double value(Gait gait, int sensor, double cycle, boolean leftward) {
    boolean mirrored = gait == Gait.TURN && leftward && isSideways(sensor);
    double mean = mirrored ? -gait.means[sensor] : gait.means[sensor];
    double angle = SWINGS_IN_A_CYCLE[sensor] * cycle + SWING_STARTS[sensor];
    return mean + gait.swings[sensor] * StrictMath.sin(angle);
  }

  /** Whether turning left shows the opposite of turning right. */
  private static boolean isSideways(int sensor) {
    return sensor == 1 || sensor == 3 || sensor == 5;
  }
}
