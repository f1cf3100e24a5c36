/**
 * The steps of a training made by workers on Apache Spark; imports command, experiment, task,
 * training, network, data, config.
 */
package unroll.spark;
