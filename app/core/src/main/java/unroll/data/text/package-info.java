/**
 * Texts cut into the units a network reads, and put together again; imports data and config.
 *
 * <p>All units work on Unicode normal form C (Unicode Standard Annex 15), so a letter with an
 * accent is the same symbol however it was typed.
 */
package unroll.data.text;
