/**
 * The training loop, optimizers, schedules, evaluation and checkpoints; imports network, layers,
 * data, config.
 */
package unroll.training;
