/**
 * How fast the machine trains, samples and tags with the suite's layers and with DL4J's own;
 * imports layers, network, generation, data, config.
 */
package unroll.bench;
