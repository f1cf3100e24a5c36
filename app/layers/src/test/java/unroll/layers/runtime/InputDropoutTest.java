package unroll.layers.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import unroll.layers.Gru;

class InputDropoutTest {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

  private static InputDropout of(Dropout dropout) {
    return new InputDropout(new Gru.Builder().nIn(50).nOut(2).dropOut(dropout).build());
  }

  private static INDArray ones(DataType type) {
    return Nd4j.ones(type, 40 * 12, 50);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void theGradientIsDroppedWhereTheInputWas(DataType type) {
    Nd4j.getRandom().setSeed(4);
    InputDropout dropout = of(new Dropout(0.6));
    INDArray input = ones(type);
    INDArray dropped = dropout.apply(input, 12, 0, 0, NONE);
    assertEquals(ones(type), input, "the input itself stays");
    assertEquals(0.6, dropped.gt(0).castTo(DataType.DOUBLE).meanNumber().doubleValue(), 0.02);
    assertEquals(1 / 0.6, dropped.maxNumber().doubleValue(), 1e-6);
    INDArray gradient = ones(type).muli(2);
    dropout.backward(gradient, 12, 0, 0);
    assertEquals(dropped.mul(2), gradient);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void everyStepDrawsAnewAndRandomNumbersPutBackDrawTheSame(DataType type) {
    Random random = Nd4j.getRandom();
    random.setSeed(4);
    InputDropout dropout = of(new Dropout(0.5));
    dropout.apply(ones(type), 12, 0, 0, NONE);
    long root = random.rootState();
    long node = random.nodeState();
    INDArray second = dropout.apply(ones(type), 12, 1, 0, NONE).dup();
    INDArray third = dropout.apply(ones(type), 12, 2, 0, NONE).dup();
    assertNotEquals(second, third);
    random.setStates(root, node);
    assertEquals(second, dropout.apply(ones(type), 12, 1, 0, NONE));
    assertEquals(third, dropout.apply(ones(type), 12, 2, 0, NONE));
  }

  @Test
  void aScheduleIsFollowed() {
    InputDropout dropout =
        of(
            new Dropout(
                new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 0.9).add(5, 0.2).build()));
    assertEquals(0.9, keptAt(dropout, 0), 0.02);
    assertEquals(0.2, keptAt(dropout, 5), 0.02);
  }

  private static double keptAt(InputDropout dropout, int iteration) {
    return dropout
        .apply(ones(DataType.FLOAT), 12, iteration, 0, NONE)
        .gt(0)
        .castTo(DataType.DOUBLE)
        .meanNumber()
        .doubleValue();
  }
}
