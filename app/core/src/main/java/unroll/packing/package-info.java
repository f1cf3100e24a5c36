/**
 * Experiments in one jar: a configuration or a trained run with what it reads; imports experiment,
 * task, data, config.
 */
package unroll.packing;
