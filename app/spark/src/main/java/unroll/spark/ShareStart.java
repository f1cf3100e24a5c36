package unroll.spark;

import java.io.Serializable;

/**
 * Where one worker begins a round.
 *
 * @param worker counted from 0
 */
record ShareStart(int worker, CarriedBytes carried) implements Serializable {}
