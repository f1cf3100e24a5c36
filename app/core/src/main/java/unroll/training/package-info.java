/**
 * The training loop, optimizers, schedules, evaluation and checkpoints; imports network, data,
 * config.
 */
package unroll.training;
