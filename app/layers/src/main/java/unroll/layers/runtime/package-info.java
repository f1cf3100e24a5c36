/**
 * The layers of a network at work, with parameters and state, between DL4J and the kernels; imports
 * layers and kernel.
 */
package unroll.layers.runtime;
