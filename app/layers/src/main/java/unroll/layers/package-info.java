/**
 * Recurrent layers for any Deeplearning4j program: their configurations, whose full class names are
 * a file format because saved models hold them; imports its own subpackages only.
 */
package unroll.layers;
