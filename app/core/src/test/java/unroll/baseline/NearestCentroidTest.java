package unroll.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NearestCentroidTest {
  @Test
  void predictsTheClassWithTheNearestMean() {
    NearestCentroid centroids = new NearestCentroid(2, 2);
    centroids.add(new float[] {0, 1}, 0);
    centroids.add(new float[] {2, -1}, 0);
    centroids.add(new float[] {4, 0}, 1);

    // The means are (1, 0) and (4, 0).
    assertEquals(0, centroids.predict(new float[] {2.4f, 0}));
    assertEquals(1, centroids.predict(new float[] {2.6f, 0}));
    assertEquals(1, centroids.predict(new float[] {2.6f, 50}));
  }

  @Test
  void predictsTheLowestOfEquallyNearClasses() {
    NearestCentroid centroids = new NearestCentroid(3, 1);
    centroids.add(new float[] {3}, 2);
    centroids.add(new float[] {1}, 1);

    assertEquals(1, centroids.predict(new float[] {2}));
  }

  @Test
  void neverPredictsAClassThatNoFrameHad() {
    NearestCentroid centroids = new NearestCentroid(3, 2);
    centroids.add(new float[] {100, 100}, 1);

    assertEquals(1, centroids.predict(new float[] {0, 0}));
  }

  @Test
  void comparesFarFramesToo() {
    NearestCentroid centroids = new NearestCentroid(2, 1);
    centroids.add(new float[] {-Float.MAX_VALUE}, 0);
    centroids.add(new float[] {0}, 1);

    assertEquals(1, centroids.predict(new float[] {Float.MAX_VALUE}));
  }

  @Test
  void refusesFramesOfAnotherWidthOrWithoutNumbers() {
    NearestCentroid centroids = new NearestCentroid(2, 2);
    centroids.add(new float[] {1, 2}, 0);

    assertThrows(IllegalArgumentException.class, () -> centroids.add(new float[] {1}, 0));
    assertThrows(IllegalArgumentException.class, () -> centroids.predict(new float[3]));
    assertThrows(
        IllegalArgumentException.class, () -> centroids.add(new float[] {1, Float.NaN}, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> centroids.predict(new float[] {Float.POSITIVE_INFINITY, 1}));
    assertThrows(IndexOutOfBoundsException.class, () -> centroids.add(new float[] {1, 2}, 2));
  }

  @Test
  void refusesToPredictFromNothing() {
    NearestCentroid empty = new NearestCentroid(2, 1);

    assertThrows(IllegalArgumentException.class, () -> empty.predict(new float[] {1}));
    assertThrows(IllegalArgumentException.class, () -> new NearestCentroid(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new NearestCentroid(1, 0));
  }
}
