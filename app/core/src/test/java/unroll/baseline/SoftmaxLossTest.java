package unroll.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SoftmaxLossTest {
  private final Random random = new Random(11);
  private final double[][] inputs = numbers(7, 3);
  private final int[] labels = {0, 2, 1, 1, 3, 0, 2};
  private final SoftmaxLoss loss = new SoftmaxLoss(inputs, labels, 4, 0.3);

  @Test
  void isTheMeanCrossEntropyPlusThePenaltyOfAllButTheBiases() {
    SoftmaxLoss small = new SoftmaxLoss(new double[][] {{2}, {-1}}, new int[] {1, 0}, 2, 0.5);

    // Logits 0.5 and 2 for the first input, 0.5 and -1 for the second.
    double expected = Math.log(1 + Math.exp(-1.5)) + 0.25;
    assertEquals(expected, small.at(new double[] {0, 0.5, 1, 0}).value(), 1e-15);
  }

  @Test
  void gradientIsTheSlopeOfTheLoss() {
    double[] weights = numbers(1, loss.weights())[0];
    double[] gradient = loss.at(weights).gradient();
    for (int index = 0; index < weights.length; index++) {
      double slope =
          (loss.at(moved(weights, index, 1e-5)).value()
                  - loss.at(moved(weights, index, -1e-5)).value())
              / 2e-5;
      assertEquals(slope, gradient[index], 1e-9);
    }
  }

  @Test
  void curvatureIsTheSlopeOfTheGradient() {
    double[] weights = numbers(1, loss.weights())[0];
    for (int index = 0; index < weights.length; index++) {
      double[] up = loss.at(moved(weights, index, 1e-5)).gradient();
      double[] down = loss.at(moved(weights, index, -1e-5)).gradient();
      double[] slopes = new double[up.length];
      for (int i = 0; i < up.length; i++) {
        slopes[i] = (up[i] - down[i]) / 2e-5;
      }
      double[] direction = moved(new double[weights.length], index, 1);
      assertArrayEquals(slopes, loss.at(weights).curvature(direction), 1e-9);
    }
  }

  @Test
  void isRightWhereAProbabilityIsTooSmallForADouble() {
    SoftmaxLoss one = new SoftmaxLoss(new double[][] {{1}}, new int[] {0}, 2, 1e-300);

    assertEquals(5000, one.at(new double[] {-5000, 0, 0, 0}).value(), 1e-9);
    assertArrayEquals(
        new double[] {-1, -1, 1, 1}, one.at(new double[] {-5000, 0, 0, 0}).gradient(), 1e-12);
  }

  @Test
  void hasItsOnlyOptimumWhereNewtonsMethodEnds() {
    double[] optimum = NewtonMethod.minimize(loss);
    for (double slope : loss.at(optimum).gradient()) {
      assertEquals(0, slope, NewtonMethod.FLAT);
    }
    double lowest = loss.at(optimum).value();
    for (int trial = 0; trial < 200; trial++) {
      double[] near = optimum.clone();
      for (int index = 0; index < near.length; index++) {
        near[index] += 0.01 * random.nextGaussian();
      }
      assertTrue(loss.at(near).value() > lowest);
    }
  }

  private double[][] numbers(int rows, int columns) {
    double[][] numbers = new double[rows][];
    for (int row = 0; row < rows; row++) {
      numbers[row] = random.doubles(columns, -2, 2).toArray();
    }
    return numbers;
  }

  private static double[] moved(double[] weights, int index, double by) {
    double[] moved = weights.clone();
    moved[index] += by;
    return moved;
  }
}
