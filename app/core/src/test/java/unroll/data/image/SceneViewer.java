package unroll.data.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Writes the caption of a rendered scene from its pixels alone. */
final class SceneViewer {
  private static final List<String> COLORS = List.of("red", "green", "blue", "yellow");

  private SceneViewer() {}

  /** A connected patch of one color, in pixels. */
  private record Patch(String thing, double x, double y) {}

  static String caption(Image image) {
    List<Patch> patches = patches(image);
    double side = image.shape().width();
    Patch first = patches.get(0);
    if (patches.size() == 1) {
      return "a " + first.thing() + " " + place(first.x() / side, first.y() / side);
    }
    double across = spread(patches, Patch::x);
    double down = spread(patches, Patch::y);
    boolean vertical = down > across;
    if (patches.stream().allMatch(patch -> patch.thing().equals(first.thing()))) {
      return (patches.size() == 2 ? "two " : "three ")
          + first.thing()
          + (vertical ? "s in a column" : "s in a row");
    }
    List<Patch> order =
        patches.stream()
            .sorted(Comparator.comparingDouble(patch -> vertical ? patch.y() : patch.x()))
            .toList();
    return "a "
        + order.get(0).thing()
        + (vertical ? " above a " : " left of a ")
        + order.get(1).thing();
  }

  private static double spread(List<Patch> patches, ToDoubleFunction<Patch> place) {
    DoubleSummaryStatistics places = patches.stream().mapToDouble(place).summaryStatistics();
    return places.getMax() - places.getMin();
  }

  private static String place(double x, double y) {
    boolean middle = Math.abs(x - 0.5) < 0.14 && Math.abs(y - 0.5) < 0.14;
    return middle
        ? "in the center"
        : "at the " + (y < 0.5 ? "top" : "bottom") + (x < 0.5 ? " left" : " right");
  }

  private static List<Patch> patches(Image image) {
    int side = image.shape().width();
    boolean[] seen = new boolean[side * side];
    List<Patch> patches = new ArrayList<>();
    for (int pixel = 0; pixel < side * side; pixel++) {
      if (!seen[pixel] && isBright(image, pixel)) {
        patches.add(patch(image, pixel, seen));
      }
    }
    return patches;
  }

  private static Patch patch(Image image, int start, boolean[] seen) {
    int side = image.shape().width();
    List<Integer> pixels = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    seen[start] = true;
    while (!open.isEmpty()) {
      int pixel = open.pop();
      pixels.add(pixel);
      int[] steps = {
        pixel % side > 0 ? -1 : 0,
        pixel % side < side - 1 ? 1 : 0,
        pixel >= side ? -side : 0,
        pixel < side * (side - 1) ? side : 0
      };
      for (int step : steps) {
        if (!seen[pixel + step] && isBright(image, pixel + step)) {
          seen[pixel + step] = true;
          open.push(pixel + step);
        }
      }
    }
    return describe(image, pixels);
  }

  private static Patch describe(Image image, List<Integer> pixels) {
    int side = image.shape().width();
    int left = pixels.stream().mapToInt(pixel -> pixel % side).min().orElseThrow();
    int right = pixels.stream().mapToInt(pixel -> pixel % side).max().orElseThrow() + 1;
    int top = pixels.stream().mapToInt(pixel -> pixel / side).min().orElseThrow();
    int bottom = pixels.stream().mapToInt(pixel -> pixel / side).max().orElseThrow() + 1;
    String figure = figure(image, new int[] {left - 1, right + 1, top - 1, bottom + 1});
    return new Patch(
        color(image, pixels) + " " + figure, (left + right) / 2.0, (top + bottom) / 2.0);
  }

  /** A triangle is heavy below, a square fills its box; pixels at an edge count in part. */
  private static String figure(Image image, int[] box) {
    double ground =
        pixels(image, whole(image)).stream()
            .mapToDouble(pixel -> level(image, pixel))
            .min()
            .orElseThrow();
    double peak =
        pixels(image, box).stream().mapToDouble(pixel -> level(image, pixel)).max().orElseThrow();
    double[] columns = new double[image.shape().width()];
    double[] rows = new double[image.shape().height()];
    double area = 0;
    double moment = 0;
    for (int[] pixel : pixels(image, box)) {
      double covered = (level(image, pixel) - ground) / (peak - ground);
      area += covered;
      moment += covered * pixel[0];
      rows[pixel[0]] = Math.max(rows[pixel[0]], covered);
      columns[pixel[1]] = Math.max(columns[pixel[1]], covered);
    }
    double width = Arrays.stream(columns).sum();
    double height = Arrays.stream(rows).sum();
    double middle = 0;
    for (int row = 0; row < rows.length; row++) {
      middle += row * rows[row] / height;
    }
    if (moment / area - middle > 0.08 * height) {
      return "triangle";
    }
    return area / (width * height) > 0.9 ? "square" : "circle";
  }

  private static int[] whole(Image image) {
    return new int[] {0, image.shape().width(), 0, image.shape().height()};
  }

  private static double level(Image image, int[] pixel) {
    return level(image, pixel[0] * image.shape().width() + pixel[1]);
  }

  private static List<int[]> pixels(Image image, int[] box) {
    List<int[]> pixels = new ArrayList<>();
    for (int row = Math.max(0, box[2]); row < Math.min(image.shape().height(), box[3]); row++) {
      for (int x = Math.max(0, box[0]); x < Math.min(image.shape().width(), box[1]); x++) {
        pixels.add(new int[] {row, x});
      }
    }
    return pixels;
  }

  private static String color(Image image, List<Integer> pixels) {
    int area = image.shape().width() * image.shape().height();
    double[] sums = new double[3];
    for (int pixel : pixels) {
      for (int channel = 0; channel < 3; channel++) {
        sums[channel] += image.pixels()[channel * area + pixel];
      }
    }
    if (sums[2] > Math.max(sums[0], sums[1])) {
      return COLORS.get(2);
    } else if (Math.min(sums[0], sums[1]) > 0.7 * Math.max(sums[0], sums[1])) {
      return COLORS.get(3);
    }
    return COLORS.get(sums[0] > sums[1] ? 0 : 1);
  }

  private static boolean isBright(Image image, int pixel) {
    return level(image, pixel) > 0.4;
  }

  private static double level(Image image, int pixel) {
    int area = image.shape().width() * image.shape().height();
    float[] levels = image.pixels();
    return Math.max(levels[pixel], Math.max(levels[area + pixel], levels[2 * area + pixel]));
  }
}
