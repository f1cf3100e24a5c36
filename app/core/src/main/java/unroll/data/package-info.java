/**
 * Sequences, vocabularies and where data sets lie; one iterator that turns sequences of any
 * topology into padded, masked batches. Imports config only.
 */
package unroll.data;
