package unroll.training;

import java.io.Serializable;
import java.util.List;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import unroll.network.CarriedState;

/**
 * All that a worker needs to go on as if it had never stopped, besides the network and its
 * optimizer's state.
 *
 * @param random from where dropout draws on
 * @param ownPredictions a network's last predictions in rows that go on, null where there are none
 * @param recurrentState what is carried to the next batch
 */
public record WorkerState(RandomState random, int[] ownPredictions, CarriedState recurrentState) {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /**
   * The two numbers that are the whole state of ND4J's generator, of which a thread has its own.
   */
  public record RandomState(long root, long node) implements Serializable {
    static RandomState now() {
      Random random = Nd4j.getRandom();
      return new RandomState(random.rootState(), random.nodeState());
    }

    void restore() {
      Nd4j.getRandom().setStates(root, node);
    }
  }

  /**
   * Before the first step, with nothing carried.
   *
   * @param worker counted from 0; that one draws on from where this thread does, the others from
   *     elsewhere
   */
  public static WorkerState first(int worker) {
    RandomState now = RandomState.now();
    RandomState own = new RandomState(now.root() + GOLDEN_RATIO * worker, now.node());
    return new WorkerState(own, null, new CarriedState(List.of()));
  }
}
