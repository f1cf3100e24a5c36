/**
 * What users write: records read strictly from YAML, their schema and reference, and the mistakes
 * users make; imports nothing of ours.
 */
package unroll.config;
