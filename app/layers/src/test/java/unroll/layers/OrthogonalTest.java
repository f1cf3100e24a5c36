package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class OrthogonalTest {
  @ParameterizedTest
  @CsvSource({"DOUBLE, 1e-12, c", "DOUBLE, 1e-12, f", "FLOAT, 1e-6, c"})
  void theShorterSideIsOrthonormal(DataType type, double tolerance, char order) {
    for (long[] shape : new long[][] {{1, 1}, {5, 5}, {3, 8}, {8, 3}, {40, 40}}) {
      INDArray weights = fresh(type, order, shape);
      INDArray product =
          shape[0] <= shape[1]
              ? weights.mmul(weights.transpose())
              : weights.transpose().mmul(weights);
      assertArrayEquals(
          Nd4j.eye(product.size(0)).castTo(type).ravel().toDoubleVector(),
          product.ravel().toDoubleVector(),
          tolerance);
    }
  }

  @Test
  void everyMatrixIsAnotherOne() {
    assertNotEquals(
        fresh(DataType.DOUBLE, 'c', new long[] {4, 4}),
        fresh(DataType.DOUBLE, 'c', new long[] {4, 4}));
  }

  @Test
  void theParametersThemselvesAreWritten() {
    INDArray parameters = Nd4j.zeros(DataType.DOUBLE, 12);
    INDArray weights = new Orthogonal().init(3, 4, new long[] {3, 4}, 'c', parameters);
    assertArrayEquals(weights.ravel().toDoubleVector(), parameters.toDoubleVector());
    assertEquals(3, Math.pow(parameters.norm2Number().doubleValue(), 2), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyGateOfALayerIsOrthogonal(boolean recurrentOnly) {
    Lstm.Builder builder = new Lstm.Builder().nIn(4).nOut(4);
    builder = recurrentOnly ? builder.weightInitRecurrent(new Orthogonal()) : builder;
    builder = recurrentOnly ? builder : builder.weightInit(new Orthogonal());
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.DOUBLE)
            .list()
            .layer(builder.build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    for (int gate = 0; gate < 4; gate++) {
      assertEquals(true, isOrthogonal(network.getParam("0_RW"), gate));
      assertEquals(!recurrentOnly, isOrthogonal(network.getParam("0_W"), gate));
    }
  }

  private static boolean isOrthogonal(INDArray weights, int gate) {
    INDArray part =
        weights.get(NDArrayIndex.all(), NDArrayIndex.interval(4L * gate, 4L * gate + 4)).dup('c');
    INDArray rest = part.mmul(part.transpose()).sub(Nd4j.eye(4).castTo(DataType.DOUBLE));
    return rest.amaxNumber().doubleValue() < 1e-12;
  }

  @Test
  void refusesWhatIsNoMatrix() {
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Orthogonal().init(2, 2, new long[] {2, 2, 2}, 'c', Nd4j.zeros(8)));
    assertTrue(error.getMessage().contains("expected a matrix, got 3 dimensions"));
  }

  private static INDArray fresh(DataType type, char order, long[] shape) {
    INDArray parameters = Nd4j.zeros(type, shape[0] * shape[1]);
    return new Orthogonal().init(shape[0], shape[1], shape, order, parameters);
  }
}
