/**
 * The arithmetic under the layers: a portable kernel of ND4J operations and a fast one for
 * processors; of ours it imports layers' enums and records.
 */
package unroll.layers.kernel;
