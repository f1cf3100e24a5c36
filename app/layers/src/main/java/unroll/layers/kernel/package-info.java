/**
 * The arithmetic under the layers: a portable kernel of ND4J operations and a fast one for
 * processors; imports layers' enums and records.
 */
package unroll.layers.kernel;
