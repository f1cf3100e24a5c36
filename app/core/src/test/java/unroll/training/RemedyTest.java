package unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import unroll.network.RecurrentNetwork;

class RemedyTest {
  private static final Fault GROWTH = new Fault(Fault.Kind.GROWTH, "");

  private static String change(
      String keys, double rate, double gradientNorm, Trouble.Clipping clipping, Fault fault) {
    RecurrentNetwork network = BrokenTraining.network(BrokenTraining.TEXT, keys);
    DataSet batch = BrokenTraining.healthy(BrokenTraining.TEXT);
    return new Remedy(
            new Trouble(
                network.dl4j(),
                batch,
                List.of(),
                Trouble.Stage.LOSS,
                9,
                rate,
                50,
                gradientNorm,
                clipping),
            fault)
        .text();
  }

  @Test
  void longGradientsThatNothingCutsAreCut() {
    assertEquals(
        "training.clip-norm: 1.0 (0 lets gradients of any length through)",
        change("units: 3", 0.1, 200, new Trouble.Clipping(0, 9, 0), GROWTH));
    assertEquals(
        "training.optimizer.learning-rate: 0.01 (this step had 0.100)",
        change("units: 3", 0.1, 2, new Trouble.Clipping(0, 9, 0), GROWTH));
  }

  @Test
  void aLowerRateFollowsWhereMostGradientsWereCut() {
    assertEquals(
        "training.optimizer.learning-rate: 0.03 (this step had 0.300);"
            + " most gradients were cut already",
        change("units: 3", 0.3, 200, new Trouble.Clipping(5, 10, 9), GROWTH));
  }

  @Test
  void aRateFarAboveTheUsualOneComesFirst() {
    assertEquals(
        "training.optimizer.learning-rate: 0.1 (this step had 1.50)",
        change("units: 3", 1.5, 200, new Trouble.Clipping(0, 10, 0), GROWTH));
  }

  @Test
  void unitsWithoutABoundAreGivenOneWhereTheirOutputsOverflow() {
    Fault overflow = new Fault(Fault.Kind.OUTPUT, "");
    assertEquals(
        "network.activation: tanh (relu has no upper bound)",
        change(
            "cell: rnn, activation: relu, units: 3",
            0.1,
            200,
            new Trouble.Clipping(0, 9, 0),
            overflow));
  }
}
