/**
 * Layers for any Deeplearning4j program; imports nothing else of this project. Saved models name
 * the classes of this package, so their full names are a file format.
 */
package unroll.layers;
