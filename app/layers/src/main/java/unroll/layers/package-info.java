/**
 * Layers for any Deeplearning4j program, whose full class names are a file format because saved
 * models hold them; imports nothing of ours.
 */
package unroll.layers;
