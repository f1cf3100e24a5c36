package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import unroll.layers.kernel.FlatVector;

class ParallelAdamTest {
  @ParameterizedTest
  @CsvSource({"FLOAT, 7, 1e-6", "FLOAT, 50001, 1e-6", "DOUBLE, 7, 0", "DOUBLE, 50001, 0"})
  void takesTheStepsOfAdam(DataType type, int length, double tolerance) {
    GradientUpdater<?> theirs =
        new Adam(0.01, 0.9, 0.99, 1e-7).instantiate(Nd4j.create(type, 1, 2L * length), true);
    GradientUpdater<?> ours =
        new ParallelAdam(0.01, 0.9, 0.99, 1e-7)
            .instantiate(Nd4j.create(type, 1, 2L * length), true);
    Nd4j.getRandom().setSeed(3);
    for (int iteration = 0; iteration < 5; iteration++) {
      INDArray gradient = Nd4j.randn(type, length).muli(iteration + 0.1);
      INDArray copy = gradient.dup();
      theirs.applyUpdater(gradient, iteration, 0);
      ours.applyUpdater(copy, iteration, 0);
      assertArrayEquals(
          gradient.toDoubleVector(), copy.toDoubleVector(), tolerance, "step " + iteration);
      assertTrue(copy.norm2Number().doubleValue() > 0.01, "a step is taken");
    }
    assertArrayEquals(
        theirs.getState().get("V").toDoubleVector(),
        ours.getState().get("V").toDoubleVector(),
        1e-5);
  }

  @Test
  void isReadAgainFromTheJsonOfANetwork() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new ParallelAdam(0.03, 0.8, 0.95, 1e-6))
            .list()
            .layer(new SequenceOutput.Builder().nIn(2).nOut(3).build())
            .build();
    MultiLayerConfiguration again = MultiLayerConfiguration.fromJson(configuration.toJson());
    ParallelAdam adam =
        assertInstanceOf(
            ParallelAdam.class, ((SequenceOutput) again.getConf(0).getLayer()).getIUpdater());
    assertEquals(0.03, adam.getLearningRate());
    assertEquals(0.8, adam.getBeta1());
    assertEquals(0.95, adam.getBeta2());
    assertEquals(1e-6, adam.getEpsilon());
    assertEquals(configuration, again);
    assertNotSame(adam, adam.clone());
    assertEquals(adam, adam.clone());
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 5", "FLOAT, 40001", "DOUBLE, 5", "DOUBLE, 40001"})
  void vectorsAreMeasuredScaledAndSubtracted(DataType type, int length) {
    Nd4j.getRandom().setSeed(4);
    INDArray numbers = Nd4j.randn(type, length);
    INDArray others = Nd4j.randn(type, 1, length);
    double norm = numbers.castTo(DataType.DOUBLE).norm2Number().doubleValue();
    assertEquals(norm, new FlatVector(numbers).norm(), norm * 1e-6);
    INDArray expected = numbers.mul(-0.3).subi(others.reshape(length));
    new FlatVector(numbers).scale(-0.3);
    new FlatVector(numbers).subtract(new FlatVector(others));
    assertArrayEquals(expected.toDoubleVector(), numbers.toDoubleVector(), 1e-6);
  }
}
