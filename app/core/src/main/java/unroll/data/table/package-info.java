/**
 * Tables of delimited text, and their columns as numbers for a network; imports data and config.
 */
package unroll.data.table;
