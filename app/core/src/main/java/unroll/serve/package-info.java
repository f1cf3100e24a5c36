/**
 * Runs behind a local page and a JSON API: requests of strangers checked, bounded and answered;
 * imports report, experiment, task, generation, network, data, config.
 */
package unroll.serve;
