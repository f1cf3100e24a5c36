package unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OneHotPreProcessorTest {
  private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  @Test
  void turnsIdsIntoUnitVectorsAndNoSymbolIntoZero() {
    INDArray ids = Nd4j.createFromArray(new int[][][] {{{2, 0, -1}}, {{1, 1, 2}}});
    INDArray oneHot = new OneHotPreProcessor(3, DataType.DOUBLE).preProcess(ids, 2, NO_WORKSPACES);
    INDArray expected =
        Nd4j.createFromArray(
            new double[][][] {
              {{0, 1, 0}, {0, 0, 0}, {1, 0, 0}},
              {{0, 0, 0}, {1, 1, 0}, {0, 0, 1}}
            });
    assertEquals(expected, oneHot);
    assertEquals(DataType.DOUBLE, oneHot.dataType());
  }

  @Test
  void refusesAnIdOutOfRangeNamingItsPlace() {
    INDArray ids = Nd4j.createFromArray(new int[][][] {{{0, 1}}, {{1, 3}}});
    OneHotPreProcessor oneHot = new OneHotPreProcessor(3, DataType.FLOAT);
    Exception error =
        assertThrows(
            IllegalArgumentException.class, () -> oneHot.preProcess(ids, 2, NO_WORKSPACES));
    assertTrue(error.getMessage().contains("id 3 at row 1, step 1"), error.getMessage());
  }

  @Test
  void refusesInputThatIsNotOneIdAStep() {
    OneHotPreProcessor oneHot = new OneHotPreProcessor(3, DataType.FLOAT);
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> oneHot.preProcess(Nd4j.zeros(2, 3, 4), 2, NO_WORKSPACES));
    assertTrue(error.getMessage().contains("[2, 3, 4]"), error.getMessage());
  }

  @Test
  void survivesTheJsonOfAConfiguration() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .inputPreProcessor(0, new OneHotPreProcessor(5, DataType.FLOAT))
            .layer(new LSTM.Builder().nOut(4).build())
            .layer(new RnnOutputLayer.Builder().nOut(5).build())
            .setInputType(InputType.recurrent(1))
            .build();
    assertEquals(configuration, MultiLayerConfiguration.fromJson(configuration.toJson()));
    assertEquals(
        new OneHotPreProcessor(5, DataType.FLOAT),
        MultiLayerConfiguration.fromJson(configuration.toJson()).getInputPreProcess(0));
  }
}
