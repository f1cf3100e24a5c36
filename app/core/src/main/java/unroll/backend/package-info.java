/**
 * Which of ND4J's backends computes, processor or CUDA, chosen before ND4J is loaded; imports
 * config.
 */
package unroll.backend;
