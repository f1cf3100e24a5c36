/**
 * Network records to DL4J configurations, and the network as the suite uses it; imports layers,
 * data, config.
 */
package unroll.network;
