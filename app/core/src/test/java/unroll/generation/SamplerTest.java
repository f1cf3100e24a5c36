package unroll.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final double[] PROBABILITIES = {0.1, 0.5, 0.15, 0.25};
  private static final int DRAWS = 40_000;

  private static double[] frequencies(double temperature, int topK) {
    Sampler sampler = new Sampler(temperature, topK, 3);
    double[] frequencies = new double[PROBABILITIES.length];
    for (int i = 0; i < DRAWS; i++) {
      frequencies[sampler.draw(PROBABILITIES)] += 1.0 / DRAWS;
    }
    return frequencies;
  }

  @Test
  void drawsByProbabilityAtTemperatureOne() {
    assertArrayEquals(PROBABILITIES, frequencies(1, 0), 0.01);
  }

  @Test
  void raisesProbabilitiesToOneOverTheTemperature() {
    // The squares are 0.01, 0.25, 0.0225 and 0.0625; their sum is 0.345.
    double[] expected = {0.01 / 0.345, 0.25 / 0.345, 0.0225 / 0.345, 0.0625 / 0.345};
    assertArrayEquals(expected, frequencies(0.5, 0), 0.01);
  }

  @Test
  void drawsFromTheMostProbableSymbolsOnly() {
    assertArrayEquals(new double[] {0, 2 / 3.0, 0, 1 / 3.0}, frequencies(1, 2), 0.01);
    assertArrayEquals(PROBABILITIES, frequencies(1, 9), 0.01);
  }

  @Test
  void keepsExactlyTopKSymbolsWhenSomeAreEquallyProbable() {
    Sampler sampler = new Sampler(1, 2, 3);
    double[] equal = {0.25, 0.25, 0.25, 0.25};
    int[] counts = new int[4];
    for (int i = 0; i < 1000; i++) {
      counts[sampler.draw(equal)]++;
    }
    assertEquals(1000, counts[0] + counts[1]);
  }

  @Test
  void neverLeavesOutAMoreProbableSymbolForEqualOnesBeforeIt() {
    Sampler sampler = new Sampler(1, 2, 3);
    double[] probabilities = {0.2, 0.2, 0.6};
    int[] counts = new int[3];
    for (int i = 0; i < 4000; i++) {
      counts[sampler.draw(probabilities)]++;
    }
    assertEquals(0, counts[1]);
    assertEquals(3000, counts[2], 150);
  }

  @Test
  void takesTheMostProbableSymbolAtTemperatureZeroAndNearIt() {
    assertArrayEquals(new double[] {0, 1, 0, 0}, frequencies(0, 0), 1e-9);
    assertArrayEquals(new double[] {0, 1, 0, 0}, frequencies(1e-300, 0), 1e-9);
    assertEquals(1, Sampler.greedy().draw(PROBABILITIES));
  }

  @Test
  void theSameSeedDrawsTheSame() {
    assertArrayEquals(frequencies(0.8, 3), frequencies(0.8, 3), 0);
  }

  @Test
  void refusesWhatIsNoTemperature() {
    assertThrows(IllegalArgumentException.class, () -> new Sampler(-0.1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Sampler(Double.NaN, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Sampler(1, -1, 1));
  }
}
