/**
 * What a machine offers a training and what stands in its way, said with a remedy; imports
 * rehearsal, experiment, task, network, backend, data, config.
 */
package unroll.doctor;
