package unroll.insight;

import java.util.Optional;
import unroll.network.RecurrentNetwork;

/**
 * A network at one moment of its training, with all that it makes of a sequence.
 *
 * @param step optimizer steps so far
 * @param isKept whether it is the model that the training keeps
 * @param free empty where the network does not feed itself
 */
public record TraceMoment(
    int step,
    boolean isKept,
    TraceWeights weights,
    SequenceTrace forced,
    Optional<SequenceTrace> free) {

  static TraceMoment of(RecurrentNetwork network, SequenceTracer tracer, boolean isKept) {
    return new TraceMoment(
        network.dl4j().getIterationCount(),
        isKept,
        TraceWeights.of(network),
        tracer.forced(network),
        tracer.free(network));
  }
}
