/**
 * Sequences, vocabularies and where data sets lie, and the one iterator that turns sequences of any
 * topology into padded, masked batches; imports config.
 */
package unroll.data;
