/** One run from a configuration to a run folder; imports task, training, network, data, config. */
package unroll.experiment;
