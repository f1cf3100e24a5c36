/** Simple methods that a network must beat; imports data. */
package unroll.baseline;
