/**
 * One record a task: its components are its YAML keys, its methods its behavior; imports data,
 * network, training, generation, metrics, baseline, config.
 */
package unroll.task;
