package unroll.insight;

import java.util.function.Supplier;
import unroll.network.RecurrentNetwork;

/**
 * A network on its way through a training.
 *
 * @param step optimizer steps made
 * @param isBest whether it is the one that the run kept as its best
 * @param network read when it is asked for, and at each time anew
 */
public record Moment(int step, boolean isBest, Supplier<RecurrentNetwork> network) {}
