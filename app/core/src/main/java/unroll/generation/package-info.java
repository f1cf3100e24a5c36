/**
 * Text and labels made by a network step by step: sampling and search; imports network, data,
 * config.
 */
package unroll.generation;
