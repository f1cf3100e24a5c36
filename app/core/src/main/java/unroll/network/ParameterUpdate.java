package unroll.network;

import org.nd4j.linalg.learning.config.IUpdater;

/**
 * How gradients change parameters.
 *
 * @param updater the rule, with its learning rate
 * @param weightDecay share of every weight taken off a step, times the learning rate; 0: none
 */
public record ParameterUpdate(IUpdater updater, double weightDecay) {}
