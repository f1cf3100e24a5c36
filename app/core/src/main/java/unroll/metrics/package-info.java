/** Figures that tell how good answers are; imports nothing of ours. */
package unroll.metrics;
