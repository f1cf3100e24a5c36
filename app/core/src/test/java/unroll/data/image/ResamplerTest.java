package unroll.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ResamplerTest {
  @Test
  void halvingIsTheMeanOfTwoByTwoPixels() {
    float[][] rows = {{0, 4, 1, 1}, {8, 4, 1, 1}, {0, 0, 2, 4}, {0, 4, 6, 8}};
    assertArrayEquals(new float[] {4, 1, 1, 5}, resample(rows, new ImageShape(1, 2, 2)), 1e-6f);
  }

  @Test
  void partsOfPixelsCountAsParts() {
    float[][] rows = {{3, 6, 9}};
    assertArrayEquals(new float[] {4, 8}, resample(rows, new ImageShape(1, 1, 2)), 1e-6f);
  }

  @Test
  void growingIsBilinearAndKeepsTheEdges() {
    float[][] rows = {{0, 4}};
    assertArrayEquals(
        new float[] {0, 1, 3, 4, 0, 1, 3, 4}, resample(rows, new ImageShape(1, 2, 4)), 1e-6f);
    assertArrayEquals(
        new float[] {7, 7, 7, 7}, resample(new float[][] {{7}}, new ImageShape(1, 2, 2)), 0f);
  }

  @Test
  void anEqualSizeChangesNothing() {
    float[][] rows = {{0.1f, 0.2f}, {0.3f, 0.4f}, {0.5f, 0.7f}};
    assertArrayEquals(
        new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.7f},
        resample(rows, new ImageShape(1, 3, 2)),
        0f);
  }

  @Test
  void colorsStayApart() {
    float[][] rows = {{1, 2, 3, 3, 4, 5}, {5, 6, 7, 7, 8, 9}};
    assertArrayEquals(
        new float[] {2, 6, 3, 7, 4, 8}, resample(rows, new ImageShape(3, 2, 1)), 1e-6f);
  }

  @Test
  void shrinkingKeepsTheMeanWhateverTheSizes() {
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      float[][] rows = new float[1 + random.nextInt(40)][1 + random.nextInt(40)];
      double sum = 0;
      for (float[] row : rows) {
        for (int column = 0; column < row.length; column++) {
          row[column] = random.nextFloat();
          sum += row[column];
        }
      }
      int height = 1 + random.nextInt(rows.length);
      int width = 1 + random.nextInt(rows[0].length);
      float[] small = resample(rows, new ImageShape(1, height, width));
      double mean = 0;
      for (float pixel : small) {
        assertTrue(pixel >= 0 && pixel <= 1.00001);
        mean += pixel / small.length;
      }
      assertEquals(sum / rows.length / rows[0].length, mean, 1e-5);
    }
  }

  private static float[] resample(float[][] rows, ImageShape shape) {
    int width = rows[0].length / shape.channels();
    Resampler resampler = new Resampler(rows.length, width, shape);
    for (float[] row : rows) {
      resampler.add(row);
    }
    return resampler.image().pixels();
  }
}
