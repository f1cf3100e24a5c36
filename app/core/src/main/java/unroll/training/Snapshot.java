package unroll.training;

import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import unroll.network.CarriedState;

/**
 * All that a training needs to go on as if it had never stopped, besides the network and its
 * optimizer's state.
 *
 * @param state how far it has come
 * @param interval what it sums up for the next evaluation
 * @param random from where dropout draws on
 * @param ownPredictions a network's last predictions in rows that go on, null where there are none
 * @param recurrentState what is carried to the next batch
 * @param seconds that the training has taken so far
 */
public record Snapshot(
    TrainingState state,
    IntervalSums interval,
    RandomState random,
    int[] ownPredictions,
    CarriedState recurrentState,
    double seconds) {

  /** The two numbers that are the whole state of ND4J's generator. */
  public record RandomState(long root, long node) {
    static RandomState now() {
      Random random = Nd4j.getRandom();
      return new RandomState(random.rootState(), random.nodeState());
    }

    void restore() {
      Nd4j.getRandom().setStates(root, node);
    }
  }
}
